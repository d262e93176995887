//! One change done to an edition.

use std::ops::Range;

use super::address::{NO_TARGET, bare, find_point, find_row, find_section, places, resolve_column};
use super::name::extent;
use super::tree::{Forest, Nested, each_mut, insert, remove, siblings_mut, unit_mut};
use super::words::{added, places_of, replaced};
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::model::{
    Activity, AppendixContent, Change, Dossier, Edition, ExecutorRef, Field, Gone, NumberOrder,
    OneOrMany, Operation, Order, Plan, Point, Recipient, RowAddress, SubpointStyle, Text, Unclear,
    Unit, UnitKey, successor,
};

type Outcome = Result<(), Box<Diagnostic>>;

/// Does a change.
///
/// # Errors
/// A finding if the keys say nothing clear, if the address leads nowhere, if the words
/// are not there exactly once ([N-95]), or if a number would change ([N-96]).
pub(super) fn apply(change: &Located<Change>, edition: &mut Edition, dossier: &Dossier) -> Outcome {
    let operation = change
        .operation()
        .map_err(|why| unclear(why, change.span))?;
    let at = change.span;
    match operation {
        Operation::Words { unit, old, new } => replace(edition, dossier, unit, old, new),
        Operation::Addition { unit, words } => extend(edition, unit, words),
        Operation::RestatedPoint(number, point) => {
            let (order, gone) = order_of(edition, at)?;
            let place = find_point(order, gone, number)?;
            keeps_number(&order.numbers()[place], point.number.as_ref())?;
            let old = restate(order, place, point.clone());
            edition.superseded.extend(old.iter().flat_map(Point::spans));
            Ok(())
        }
        Operation::RestatedControl(control) => {
            let (order, _) = order_of(edition, at)?;
            if order.control.is_none() {
                let message = "пункта о контроле, который ставит программа, в приказе нет";
                let finding = Diagnostic::error(NO_TARGET, control.span, message);
                return Err(Box::new(finding.hint(
                    "он записан среди пунктов: измените его ключами «пункт» и «изложить пункт»",
                )));
            }
            order.control = Some(control.clone());
            Ok(())
        }
        Operation::RestatedRow(address, row) => {
            let (plan, gone) = plan_of(edition, at)?;
            let place = find_row(plan, gone, address)?;
            keeps_number(&plan.numbers()[place], row.number.as_ref())?;
            let old = restate(plan, place, row.clone());
            edition
                .superseded
                .extend(old.iter().flat_map(Activity::spans));
            Ok(())
        }
        Operation::RestatedPlan(appendix, plan) => {
            appendix_of(edition, appendix, |content| content.is_some())?;
            let old = edition.plan.replace(plan.clone());
            let rows = old.iter().flat_map(Plan::all_activities);
            edition.superseded.extend(rows.flat_map(Activity::spans));
            Ok(())
        }
        Operation::RestatedText(appendix, text) => {
            let index = appendix_of(edition, appendix, |content| content.is_none())?;
            let (order, _) = order_of(edition, at)?;
            order.appendices[index].value.text = text.clone();
            Ok(())
        }
        Operation::NewPoint { after, point } => {
            let (order, gone) = order_of(edition, at)?;
            add_point(order, gone, after, point, at)
        }
        Operation::NewRow {
            section,
            after,
            row,
        } => {
            let (plan, gone) = plan_of(edition, at)?;
            add_row(plan, gone, section, after, row, at)
        }
        Operation::Void(Unit::Point(number)) => {
            let (order, gone) = order_of(edition, at)?;
            let place = find_point(order, gone, number)?;
            let old = repeal(order, place, at);
            edition.superseded.extend(old.iter().flat_map(Point::spans));
            Ok(())
        }
        Operation::Void(Unit::Row(address)) => {
            let (plan, gone) = plan_of(edition, at)?;
            let place = find_row(plan, gone, address)?;
            let old = remove(plan, place, address.row.span);
            edition
                .superseded
                .extend(old.iter().flat_map(Activity::spans));
            Ok(())
        }
        Operation::Party { old, new } => replace_party(edition, dossier, old, new),
    }
}

fn unclear(why: Unclear, span: Span) -> Box<Diagnostic> {
    let (message, hint) = match why {
        Unclear::NoOperation => (
            "не сказано, что изменить".to_owned(),
            "добавьте «слова» и «заменить на», «изложить …», «добавить …» или «исключить: да»",
        ),
        Unclear::Several => (
            "в одном изменении несколько действий".to_owned(),
            "разделите его: одно изменение — одно место и одно действие",
        ),
        Unclear::NoAddress => (
            "не сказано, где изменить".to_owned(),
            "добавьте «пункт», «позиция» или «приложение» с номером; для новой позиции — «раздел» или «после»",
        ),
        Unclear::Superfluous(key) => (
            format!("ключ «{key}» к этому изменению не относится"),
            "уберите его или разделите изменение на два",
        ),
    };
    Box::new(Diagnostic::error("unclear-change", span, message).hint(hint))
}

/// The order, and what is gone from it.
fn order_of(edition: &mut Edition, at: Span) -> Result<(&mut Order, &[Gone]), Box<Diagnostic>> {
    let missing = || Diagnostic::error(NO_TARGET, at, "в деле нет приказа");
    let order = edition.order.as_mut().ok_or_else(|| Box::new(missing()))?;
    Ok((order, &edition.gone))
}

/// The plan, if the order has it for an appendix: an order amends nothing else. With it
/// what is gone from it.
fn plan_of(edition: &mut Edition, at: Span) -> Result<(&mut Plan, &[Gone]), Box<Diagnostic>> {
    let attached = edition.order.as_ref().is_some_and(Order::attaches_plan);
    let missing = || {
        Diagnostic::error(NO_TARGET, at, "у приказа нет приложения с планом")
            .hint("план, который не приложен к приказу, правят прямо в plan.yaml")
    };
    let plan = edition
        .plan
        .as_mut()
        .filter(|_| attached)
        .ok_or_else(|| Box::new(missing()))?;
    Ok((plan, &edition.gone))
}

/// The index of the appendix with a number, if it is of the right kind.
fn appendix_of(
    edition: &Edition,
    number: &Located<u8>,
    is_right: impl Fn(Option<AppendixContent>) -> bool,
) -> Result<usize, Box<Diagnostic>> {
    let appendices = edition.order.iter().flat_map(|order| &order.appendices);
    let index = usize::from(number.value).wrapping_sub(1);
    let fail = |message: String, hint: &str| {
        Err(Box::new(
            Diagnostic::error(NO_TARGET, number.span, message).hint(hint),
        ))
    };
    match appendices.clone().nth(index) {
        None => fail(
            format!("приложения {} у приказа нет", number.value),
            &format!("приложений у приказа: {}", appendices.count()),
        ),
        Some(one) if is_right(one.document.as_ref().map(|content| content.value)) => Ok(index),
        Some(one) if one.document.is_some() => fail(
            "в этом приложении план".into(),
            "его меняет ключ «изложить план»",
        ),
        Some(_) => fail(
            "в этом приложении текст".into(),
            "его меняет ключ «изложить текст»",
        ),
    }
}

/// Puts a unit in the place of another that keeps its number; gives the old one.
fn restate<F: Forest>(forest: &mut F, place: usize, mut unit: F::Unit) -> Option<F::Unit> {
    let before = forest.numbers();
    let (siblings, index) = siblings_mut(forest, place)?;
    let old = &mut siblings[index];
    let number = old.number_mut().take();
    let span = number.as_ref().map(|number| number.span);
    *unit.number_mut() = number;
    let old = std::mem::replace(old, unit);
    // Units below may have come or gone; the one itself is called as before.
    if forest.numbers()[place] != before[place]
        && let (Some(unit), Some(span)) = (unit_mut(forest, place), span)
    {
        *unit.number_mut() = Some(Text {
            value: before[place].clone(),
            span,
        });
    }
    Some(old)
}

/// A new wording may repeat the number, but not change it ([N-96]).
fn keeps_number(number: &str, given: Option<&Text>) -> Outcome {
    match given {
        Some(given) if bare(given) != number => {
            let message = format!("был номер {number}, а в новой редакции {}", bare(given));
            let finding = Diagnostic::error(RENUMBERING, given.span, message);
            Err(Box::new(
                finding.hint("номера не меняют: удалите ключ «номер»"),
            ))
        }
        _ => Ok(()),
    }
}

/// The code of findings on numbers that would change or repeat.
const RENUMBERING: &str = "amendment-renumbers";

/// The words that stand in the place of a point no longer in force.
const REPEALED: &str = "Утратил силу";

/// Empties a point: its number stays, so that no other changes, and so do the paragraphs
/// of a part that is known by how manyeth it is.
fn repeal(order: &mut Order, place: usize, at: Span) -> Option<Point> {
    let all = order.numbered();
    let is_counted = order.subpoints == SubpointStyle::Dash && all[place].level > 1;
    let lines = if is_counted { extent(&all, place) } else { 1 };
    let kept = Text {
        value: all[place].number.clone(),
        span: at,
    };
    let point = unit_mut(order, place)?;
    let empty = Point {
        number: Some(kept),
        recipients: OneOrMany::default(),
        deadlines: OneOrMany::default(),
        text: Some(Text {
            value: vec![REPEALED; lines].join("\n"),
            span: at,
        }),
        points: Vec::new(),
        repealed: true,
    };
    Some(std::mem::replace(point, empty))
}

fn add_point(
    order: &mut Order,
    gone: &[Gone],
    after: Option<&Text>,
    point: &Point,
    at: Span,
) -> Outcome {
    let signed_control = order.control_number();
    let numbers = order.numbers();
    let place = match after {
        Some(after) => find_point(order, gone, after)?,
        None => order
            .numbered()
            .iter()
            .rposition(|point| point.level == 1)
            .unwrap_or(0),
    };
    let Some((siblings, index)) = siblings_mut(order, place) else {
        return Ok(());
    };
    let is_last = index + 1 == siblings.len();
    // The control point has the number that would follow.
    let follows = is_last && (order.control.is_none() || numbers[place].contains('.'));
    let mut known = Known {
        living: numbers.clone(),
        gone: gone.iter().filter_map(gone_point).collect(),
    };
    let control = order.control.as_ref().map(|_| signed_control.clone());
    known.living.extend(control);
    let number = known.new_number(&numbers[place], follows, point.number.as_ref(), at)?;
    let mut point = point.clone();
    point.number = Some(number);
    let end = subtree_end(order, place);
    insert(order, end, at, |order| {
        if let Some((siblings, index)) = siblings_mut(order, place) {
            siblings.insert(index + 1, point);
        }
    });
    order.signed_control = order.control.is_some().then_some(signed_control);
    Ok(())
}

/// The number of a point that is gone.
fn gone_point(one: &Gone) -> Option<String> {
    match &one.unit {
        UnitKey::Point(number) => Some(number.clone()),
        _ => None,
    }
}

fn add_row(
    plan: &mut Plan,
    gone: &[Gone],
    section: Option<&Text>,
    after: Option<&Text>,
    row: &Activity,
    at: Span,
) -> Outcome {
    let section = section.map(|name| find_section(plan, name).map(|index| (index, name)));
    let section = section.transpose()?;
    let place = match after {
        Some(after) => {
            let section = section.map(|(_, name)| name);
            let address = RowAddress {
                row: after,
                section,
                column: None,
            };
            Some(find_row(plan, gone, address)?)
        }
        None if section.is_none() && !plan.sections.is_empty() => {
            return Err(unclear(Unclear::NoAddress, at));
        }
        None => last_of_section(plan, section.map(|(index, _)| index)),
    };
    let Some(place) = place else {
        return add_first_row(plan, gone, section.map(|(index, _)| index), row, at);
    };
    let numbers = plan.numbers();
    let mut row = row.clone();
    let is_last = siblings_mut(plan, place).is_some_and(|(all, index)| index + 1 == all.len());
    let known = Known::of_rows(plan, gone, places(plan)[place].section);
    let number = known.new_number(&numbers[place], is_last, row.number.as_ref(), at)?;
    row.number = Some(number);
    let end = subtree_end(plan, place);
    insert(plan, end, at, |plan| {
        if let Some((siblings, index)) = siblings_mut(plan, place) {
            siblings.insert(index + 1, row);
        }
    });
    Ok(())
}

/// Puts a row into a section without rows. It is counted on from the section before, and
/// may meet the number of the row after it.
fn add_first_row(
    plan: &mut Plan,
    gone: &[Gone],
    section: Option<usize>,
    row: &Activity,
    at: Span,
) -> Outcome {
    let list = section.map_or(0, |index| index + 1);
    let first = plan.sizes().into_iter().take(list).sum();
    let put = |plan: &mut Plan, row: Activity| {
        if let Some(rows) = plan.lists_mut().into_iter().nth(list) {
            rows.push(row);
        }
    };
    let known = Known::of_rows(plan, gone, section);
    let mut row = row.clone();
    let number = match &row.number {
        Some(given) => known.given(given)?,
        None => {
            let mut counted = plan.clone();
            put(&mut counted, row.clone());
            let value = known.unused(counted.numbers().swap_remove(first));
            if known.is_living(&value) {
                let message = format!("номер {value} уже есть");
                let hint = "раздел пуст, и его номера продолжают соседние: впишите новой позиции свободный «номер»";
                return Err(Box::new(
                    Diagnostic::error(RENUMBERING, at, message).hint(hint),
                ));
            }
            Text { value, span: at }
        }
    };
    row.number = Some(number);
    insert(plan, first, at, |plan| put(plan, row));
    Ok(())
}

/// The last row of the top level of a section.
fn last_of_section(plan: &Plan, section: Option<usize>) -> Option<usize> {
    let list = section.map_or(0, |index| index + 1);
    let sizes = plan.sizes();
    let start: usize = sizes[..list].iter().sum();
    let units = match section {
        Some(index) => &plan.sections[index].activities,
        None => &plan.activities,
    };
    let last = units.last()?;
    let inside = super::tree::size(last.below());
    Some(start + sizes[list] - inside - 1)
}

/// The place right after a unit and all that is below it.
fn subtree_end<F: Forest>(forest: &mut F, place: usize) -> usize {
    let inside = unit_mut(forest, place).map_or(0, |unit| super::tree::size(unit.below()));
    place + inside + 1
}

/// The numbers among which that of a new unit must be the only one ([N-96]).
struct Known {
    /// Those in force.
    living: Vec<String>,
    /// Those of units that are gone.
    gone: Vec<String>,
}

impl Known {
    /// The numbers among which that of a new row in a section must be the only one.
    fn of_rows(plan: &Plan, gone: &[Gone], section: Option<usize>) -> Self {
        let per_section = plan.numbering.order == NumberOrder::PerSection;
        let counts = |other: Option<usize>| !per_section || other == section;
        let living = places(plan).into_iter().filter(|one| counts(one.section));
        let gone = gone.iter().filter_map(|one| match &one.unit {
            UnitKey::Row { section, number } => counts(*section).then(|| number.clone()),
            _ => None,
        });
        Self {
            living: living.map(|one| one.number).collect(),
            gone: gone.collect(),
        }
    }

    fn is_living(&self, number: &str) -> bool {
        self.living.iter().any(|one| one == number)
    }

    /// A number or the first after it that no gone unit has had.
    fn unused(&self, mut number: String) -> String {
        // Of one number more than are gone, one at least is not among them.
        for _ in &self.gone {
            if !self.gone.contains(&number) {
                break;
            }
            number = successor(&number);
        }
        number
    }

    /// A number that the clerk gives, if no unit has or has had it.
    fn given(&self, given: &Text) -> Result<Text, Box<Diagnostic>> {
        let number = bare(given);
        let message = match (
            self.is_living(number),
            self.gone.iter().any(|one| one == number),
        ) {
            (true, _) => format!("номер {number} уже есть"),
            (_, true) => format!("номер {number} был у исключённого и больше не даётся"),
            (false, false) => return Ok(given.clone()),
        };
        let finding = Diagnostic::error(RENUMBERING, given.span, message);
        Err(Box::new(finding.hint(
            "номера не сдвигают: новой единице дают следующий номер или номер вида «3.1»",
        )))
    }

    /// The number of a new unit: as given, the next one at the end of a list, else «3.1»
    /// in the middle.
    fn new_number(
        &self,
        before: &str,
        is_last: bool,
        given: Option<&Text>,
        at: Span,
    ) -> Result<Text, Box<Diagnostic>> {
        if let Some(given) = given {
            return self.given(given);
        }
        let next = self.unused(successor(before));
        let value = match is_last && !self.is_living(&next) {
            true => next,
            false => self.unused(format!("{before}.1")),
        };
        if self.is_living(&value) {
            let message = format!("номер новой единицы не ясен: {value} уже есть");
            let finding = Diagnostic::error(RENUMBERING, at, message);
            let hint = format!("впишите ей ключ «номер», например «{before}(1)»");
            return Err(Box::new(finding.hint(hint)));
        }
        Ok(Text { value, span: at })
    }
}

/// Texts of a unit, one of which holds the words.
type Texts<'a> = Vec<&'a mut Text>;

fn replace(
    edition: &mut Edition,
    dossier: &Dossier,
    unit: Unit<'_>,
    old: &Text,
    new: Option<&Text>,
) -> Outcome {
    if let Some(new) = new.filter(|new| new.split_whitespace().eq(old.split_whitespace())) {
        let finding = Diagnostic::error(IDLE, new.span, "новые слова те же, что и прежние");
        return Err(Box::new(
            finding.hint("впишите, на что заменить, или уберите изменение"),
        ));
    }
    if let Unit::Row(address) = unit
        && let Some(column) = address.column
        && replace_named(edition, dossier, address, column, old, new)?
    {
        edition.superseded.push(old.span);
        return Ok(());
    }
    let mut texts = texts_of(edition, unit, old.span)?;
    let places = texts.iter().enumerate().flat_map(|(index, text)| {
        let places = places_of(text, old).into_iter();
        places.map(move |place| (index, place))
    });
    let mut found: Vec<(usize, Range<usize>)> = places.collect();
    let count = found.len();
    let (1, Some((index, place))) = (count, found.pop()) else {
        return Err(not_once(&texts, old, count));
    };
    let text = &mut *texts[index];
    let was = text.span;
    let new_words = new.map(|new| as_written(&text.value[place.clone()], old, new));
    text.value = replaced(&text.value, place, new_words.as_deref());
    text.span = new.map_or(old.span, |new| new.span);
    edition.superseded.extend([was, old.span]);
    Ok(())
}

/// New words for those that stand in a text; a capital that only print gives to the old
/// ones is none of the new either.
fn as_written(stand: &str, old: &str, new: &str) -> String {
    let (stands, quoted) = (stand.chars().next(), old.chars().next());
    let mut signs = new.chars();
    let is_printed =
        stands.is_some_and(char::is_lowercase) && quoted.is_some_and(char::is_uppercase);
    match signs.next() {
        Some(first) if is_printed && !signs.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(signs).collect()
        }
        _ => new.to_owned(),
    }
}

/// The code of findings on changes that change nothing ([N-95]).
pub(super) const IDLE: &str = "change-without-effect";

/// The code of findings on quoted words ([N-95]).
const WORDS: &str = "amendment-words";

fn not_once(texts: &[&mut Text], old: &Text, count: usize) -> Box<Diagnostic> {
    let quoted = old.value.trim();
    let message = match count {
        0 => format!("слов «{quoted}» по этому адресу нет"),
        _ => format!("слова «{quoted}» встречаются по этому адресу не один раз"),
    };
    let mut finding = Diagnostic::error(WORDS, old.span, message);
    let is_filled = texts.iter().any(|text| text.contains('{'));
    for text in texts {
        finding = finding.related(text.span, "текст, который действует");
    }
    Box::new(finding.hint(match count {
        0 if is_filled => {
            "в этом тексте часть слов подставляет программа: их пишут в фигурных скобках, как в деле; срок меняет «dyak deadline set», любые слова — «изложить пункт» или «изложить позицию»"
        }
        0 => "перепишите слова так, как они стоят в действующей редакции",
        _ => "возьмите больше слов вокруг, чтобы место было одно",
    }))
}

/// Replaces a party named in a column; `false` if the column holds no parties or the
/// words are only part of one.
fn replace_named(
    edition: &mut Edition,
    dossier: &Dossier,
    address: RowAddress<'_>,
    column: &Text,
    old: &Text,
    new: Option<&Text>,
) -> Result<bool, Box<Diagnostic>> {
    let (plan, gone) = plan_of(edition, old.span)?;
    let (field, _) = resolve_column(plan, column)?;
    let place = find_row(plan, gone, address)?;
    let Some(row) = unit_mut(plan, place) else {
        return Ok(false);
    };
    let list = match field {
        Field::Executors => &mut row.executors,
        Field::Participants => &mut row.participants,
        _ => return Ok(false),
    };
    let Some(at) = list
        .iter()
        .position(|one| same_party(dossier, one.text(), old))
    else {
        return Ok(false);
    };
    match new {
        Some(new) => list.0[at] = ExecutorRef::Word(new.clone()),
        None => {
            list.0.remove(at);
        }
    }
    Ok(true)
}

/// Whether a reference and some words name one party: by id, by name, or literally.
pub fn same_party(dossier: &Dossier, reference: &Text, words: &Text) -> bool {
    let id = reference.trim();
    let executors = dossier
        .executors
        .iter()
        .map(|one| (&one.id, &one.name, &one.full));
    let schools = dossier
        .schools
        .iter()
        .map(|one| (&one.id, &one.name, &one.full));
    let mut named = executors
        .chain(schools)
        .filter(|(known, ..)| known.value == id);
    let words = words.trim();
    id == words
        || named.any(|(_, name, full)| {
            name.trim() == words || full.as_ref().is_some_and(|full| full.trim() == words)
        })
}

fn replace_party(edition: &mut Edition, dossier: &Dossier, old: &Text, new: &Text) -> Outcome {
    if same_party(dossier, old, new) || same_party(dossier, new, old) {
        let finding = Diagnostic::error(IDLE, new.span, "исполнитель заменяется на самого себя");
        return Err(Box::new(
            finding.hint("впишите другого исполнителя или уберите изменение"),
        ));
    }
    let mut count = 0;
    if let Some(order) = &mut edition.order {
        each_mut(order, &mut |point| {
            for recipient in &mut point.recipients.0 {
                if let Recipient::Word(word) = recipient
                    && same_party(dossier, word, old)
                {
                    *word = new.clone();
                    count += 1;
                }
            }
        });
    }
    if let Ok((plan, _)) = plan_of(edition, old.span) {
        each_mut(plan, &mut |row| {
            for list in [&mut row.executors.0, &mut row.participants.0] {
                count += replace_in(list, dossier, old, new);
            }
        });
    }
    if count > 0 {
        return Ok(());
    }
    let message = format!("исполнитель «{}» в приказе и плане не назван", old.trim());
    let finding = Diagnostic::error(NO_TARGET, old.span, message);
    Err(Box::new(
        finding.hint("впишите его id или слова так, как они стоят в деле"),
    ))
}

/// Puts a party in the place of another, once; tells how often the other was named.
fn replace_in(list: &mut Vec<ExecutorRef>, dossier: &Dossier, old: &Text, new: &Text) -> usize {
    let named = |one: &ExecutorRef| same_party(dossier, one.text(), old);
    let count = list.iter().filter(|one| named(one)).count();
    if list.iter().any(|one| same_party(dossier, one.text(), new)) {
        list.retain(|one| !named(one));
    } else {
        for one in list.iter_mut().filter(|one| named(one)) {
            *one = ExecutorRef::Word(new.clone());
        }
    }
    count
}

fn extend(edition: &mut Edition, unit: Unit<'_>, words: &Text) -> Outcome {
    let mut texts = texts_of(edition, unit, words.span)?;
    let Some(text) = texts.pop() else {
        let finding = Diagnostic::error(NO_TARGET, words.span, "дополнять нечего: там пусто");
        return Err(Box::new(finding.hint("изложите пункт или позицию заново")));
    };
    if !texts.is_empty() && matches!(unit, Unit::Row(_)) {
        let finding = Diagnostic::error(NO_TARGET, words.span, "не сказано, какую графу дополнить");
        return Err(Box::new(finding.hint("добавьте ключ «графа»")));
    }
    let was = text.span;
    text.value = added(&text.value, words);
    text.span = words.span;
    edition.superseded.push(was);
    Ok(())
}

/// The texts of a unit in the order they are printed; the text of a point is the last.
fn texts_of<'e>(
    edition: &'e mut Edition,
    unit: Unit<'_>,
    at: Span,
) -> Result<Texts<'e>, Box<Diagnostic>> {
    match unit {
        Unit::Point(number) => {
            let (order, gone) = order_of(edition, at)?;
            let place = find_point(order, gone, number)?;
            let point = unit_mut(order, place);
            if point.as_ref().is_some_and(|point| point.repealed) {
                let message = format!("пункт {} утратил силу: слов в нём больше нет", bare(number));
                let finding = Diagnostic::error(NO_TARGET, number.span, message);
                return Err(Box::new(
                    finding.hint("новый пункт добавляет ключ «добавить пункт»"),
                ));
            }
            Ok(point.map_or(Vec::new(), |point| {
                point
                    .deadlines
                    .0
                    .iter_mut()
                    .chain(&mut point.text)
                    .collect()
            }))
        }
        Unit::Row(address) => {
            let (plan, gone) = plan_of(edition, at)?;
            let place = find_row(plan, gone, address)?;
            let column = address
                .column
                .map(|column| resolve_column(plan, column))
                .transpose()?;
            let row = unit_mut(plan, place);
            Ok(row.map_or(Vec::new(), |row| texts_of_row(row, column.as_ref())))
        }
    }
}

fn texts_of_row<'a>(row: &'a mut Activity, column: Option<&(Field, Option<String>)>) -> Texts<'a> {
    let mut texts: Vec<(Field, Option<&str>, &mut Text)> =
        vec![(Field::Title, None, &mut row.title)];
    texts.extend(
        row.deadline
            .iter_mut()
            .map(|text| (Field::Deadline, None, text)),
    );
    let words = |field| move |one: &'a mut ExecutorRef| (field, None, one.text_mut());
    let is_text = |one: &&mut ExecutorRef| one.id().is_none();
    texts.extend(
        row.executors
            .0
            .iter_mut()
            .filter(is_text)
            .map(words(Field::Executors)),
    );
    texts.extend(
        row.participants
            .0
            .iter_mut()
            .filter(is_text)
            .map(words(Field::Participants)),
    );
    texts.extend(
        row.result
            .iter_mut()
            .map(|text| (Field::Result, None, text)),
    );
    texts.extend(
        row.evidence
            .iter_mut()
            .map(|text| (Field::Evidence, None, text)),
    );
    let extra = row.extra.iter_mut();
    texts.extend(extra.map(|(name, text)| (Field::Extra, Some(name.as_str()), text)));
    let wanted = |(field, name, _): &(Field, Option<&str>, &mut Text)| {
        column.is_none_or(|(known, extra)| {
            field == known && (*field != Field::Extra || *name == extra.as_deref())
        })
    };
    texts
        .into_iter()
        .filter(wanted)
        .map(|(_, _, text)| text)
        .collect()
}
