//! An amending order, «о внесении изменений», and what it changes.

use schemars::JsonSchema;
use serde::Deserialize;

use super::order::{Contact, Control, Order, Point};
use super::party::Person;
use super::plan::{Activity, Plan};
use super::scalar::{Date, OneOrMany, Text};
use crate::diagnostic::{Diagnostic, Located, SourceId, Span};

/// An order that amends the dossier's order; a signed order is never edited ([N-90], [N-100]).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    title = "amendments/*.yaml",
    description = "Изменяющий приказ: что и почему меняется в приказе и в плане."
)]
pub struct Amendment {
    /// The number without «№».
    #[serde(rename = "номер")]
    #[schemars(description = "Номер изменяющего приказа без знака «№».")]
    pub number: Text,
    /// The date of signing.
    #[serde(rename = "дата")]
    #[schemars(description = "Дата изменяющего приказа: 15.06.2022 или «15 июня 2022 г.».")]
    pub date: Located<Date>,
    /// Why ([N-101]).
    #[serde(rename = "причина")]
    #[schemars(
        description = "Причина: печатается перед словом «ПРИКАЗЫВАЮ», как записана. Начните с «В связи с …», «В целях …» или «Во исполнение …»."
    )]
    pub reason: Text,
    /// Who watches over it; without it, as in the order.
    #[serde(rename = "контроль")]
    #[schemars(
        description = "Контроль: «за собой» или должность и ФИО. Если не указано, как в основном приказе."
    )]
    pub control: Option<Located<Control>>,
    /// Who signs; without it, as in the order.
    #[serde(rename = "подписывает")]
    #[schemars(description = "Кто подписывает. Если не указано, как в основном приказе.")]
    pub signatory: Option<Person>,
    /// Who drew it up; without it, as in the order.
    #[serde(rename = "исполнитель")]
    #[schemars(description = "Отметка об исполнителе. Если не указано, как в основном приказе.")]
    pub contact: Option<Contact>,
    /// The changes in order.
    #[serde(rename = "изменения")]
    #[schemars(
        description = "Изменения по порядку: где и что. Номера пунктов и позиций никогда не меняются.",
        length(min = 1)
    )]
    pub changes: Vec<Located<Change>>,
}

/// One change as a clerk writes it: an address and an operation, a key for each.
/// [`Change::operation`] tells what it means.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "Изменение: где и что меняется.")]
pub struct Change {
    /// The point that is changed.
    #[serde(rename = "пункт")]
    #[schemars(description = "Номер пункта или подпункта приказа, который меняется: «3», «2.1».")]
    pub point: Option<Text>,
    /// The row that is changed.
    #[serde(rename = "позиция")]
    #[schemars(description = "id или номер мероприятия, строка которого меняется.")]
    pub row: Option<Text>,
    /// The appendix that is changed as a whole.
    #[serde(rename = "приложение")]
    #[schemars(
        description = "Номер приложения, которое излагается заново; с ключом «изложить план» или «изложить текст».",
        range(min = 1, max = 100)
    )]
    pub appendix: Option<Located<u8>>,
    /// The column of the row.
    #[serde(rename = "графа")]
    #[schemars(
        description = "Графа строки: «срок», «мероприятие», «результат», «ответственные», имя своего поля или заголовок столбца."
    )]
    pub column: Option<Text>,
    /// The words that are replaced or left out.
    #[serde(rename = "слова")]
    #[schemars(
        description = "Слова, которые заменяются или исключаются: так, как они стоят сейчас. Должны встречаться по этому адресу ровно один раз."
    )]
    pub words: Option<Text>,
    /// The party that is replaced wherever it is named.
    #[serde(rename = "исполнитель")]
    #[schemars(
        description = "Исполнитель, который заменяется везде, где назван в приказе и плане: id или слова."
    )]
    pub party: Option<Text>,
    /// What comes instead.
    #[serde(rename = "заменить на")]
    #[schemars(description = "Новые слова или новый исполнитель.")]
    pub replacement: Option<Text>,
    /// Whether the words, the row or the point are dropped.
    #[serde(rename = "исключить")]
    #[schemars(description = "«да»: слова или позиция исключаются, пункт утрачивает силу.")]
    pub void: bool,
    /// Words added at the end.
    #[serde(rename = "дополнить словами")]
    #[schemars(description = "Слова, которые добавляются в конец пункта или графы.")]
    pub addition: Option<Text>,
    /// The point anew.
    #[serde(rename = "изложить пункт")]
    #[schemars(description = "Пункт в новой редакции, как в order.yaml; номер остаётся прежним.")]
    pub restated_point: Option<Box<Point>>,
    /// The row anew.
    #[serde(rename = "изложить позицию")]
    #[schemars(
        description = "Позиция плана в новой редакции, как в plan.yaml; номер остаётся прежним."
    )]
    pub restated_row: Option<Box<Activity>>,
    /// The plan anew.
    #[serde(rename = "изложить план")]
    #[schemars(description = "План в новой редакции целиком, как в plan.yaml.")]
    pub restated_plan: Option<Box<Plan>>,
    /// The text of an appendix anew.
    #[serde(rename = "изложить текст")]
    #[schemars(
        description = "Текст приложения в новой редакции: файл Markdown из папки text или несколько."
    )]
    pub restated_text: OneOrMany<Text>,
    /// The point on control anew.
    #[serde(rename = "изложить контроль")]
    #[schemars(
        description = "Новое содержание пункта о контроле: «за собой» или должность и ФИО."
    )]
    pub restated_control: Option<Located<Control>>,
    /// A point that is added.
    #[serde(rename = "добавить пункт")]
    #[schemars(
        description = "Новый пункт, как в order.yaml. В конец встаёт со следующим номером; в середину — с номером вида «3.1»: укажите «номер»."
    )]
    pub new_point: Option<Box<Point>>,
    /// A row that is added.
    #[serde(rename = "добавить позицию")]
    #[schemars(
        description = "Новая позиция плана, как в plan.yaml. В конец раздела встаёт со следующим номером; в середину — с номером вида «2.3.1»: укажите «номер»."
    )]
    pub new_row: Option<Box<Activity>>,
    /// The section that a row is added to or stands in.
    #[serde(rename = "раздел")]
    #[schemars(
        description = "Номер или название раздела: того, в конец которого добавляется позиция, или того, где она стоит, если номера в разделах повторяются."
    )]
    pub section: Option<Text>,
    /// What a new point or row follows.
    #[serde(rename = "после")]
    #[schemars(description = "Номер пункта или позиции (или id), за которой встаёт новая.")]
    pub after: Option<Text>,
}

/// What a change does, address and all.
#[derive(Clone, Copy, Debug)]
pub enum Operation<'a> {
    /// Words replaced; without new ones, left out.
    Words {
        /// Where.
        unit: Unit<'a>,
        /// The words in force.
        old: &'a Text,
        /// What comes instead.
        new: Option<&'a Text>,
    },
    /// Words added at the end.
    Addition {
        /// Where.
        unit: Unit<'a>,
        /// What.
        words: &'a Text,
    },
    /// A point in new wording.
    RestatedPoint(&'a Text, &'a Point),
    /// The point on control in new wording.
    RestatedControl(&'a Located<Control>),
    /// A row in new wording.
    RestatedRow(RowAddress<'a>, &'a Activity),
    /// An appendix that holds the plan, in new wording.
    RestatedPlan(&'a Located<u8>, &'a Plan),
    /// An appendix that is a text, in new wording.
    RestatedText(&'a Located<u8>, &'a OneOrMany<Text>),
    /// A new point.
    NewPoint {
        /// What it follows; without it, all points.
        after: Option<&'a Text>,
        /// The point.
        point: &'a Point,
    },
    /// A new row.
    NewRow {
        /// The section; without it, that of the row it follows, or none in a plan without
        /// sections.
        section: Option<&'a Text>,
        /// What it follows; without it, all rows of the section.
        after: Option<&'a Text>,
        /// The row.
        row: &'a Activity,
    },
    /// A point that is no longer in force, or a row that is struck out.
    Void(Unit<'a>),
    /// A party replaced wherever it is named.
    Party {
        /// The party named now, by id or in words.
        old: &'a Text,
        /// The party that comes instead, by id or in words.
        new: &'a Text,
    },
}

/// A structural unit: the smallest that has a number of its own.
#[derive(Clone, Copy, Debug)]
pub enum Unit<'a> {
    /// A point or subpoint, by number.
    Point(&'a Text),
    /// A row of the plan.
    Row(RowAddress<'a>),
}

/// A row of the plan, and perhaps a column of it.
#[derive(Clone, Copy, Debug)]
pub struct RowAddress<'a> {
    /// The activity's id or number.
    pub row: &'a Text,
    /// Its section, where sections number their rows each for itself.
    pub section: Option<&'a Text>,
    /// The column, by field, by the name of an own field or by heading.
    pub column: Option<&'a Text>,
}

/// Why a set of keys makes no change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Nothing says what to do.
    NoOperation,
    /// Two keys say two things.
    Several,
    /// The operation has no address.
    NoAddress,
    /// A key that does not belong to the operation.
    Superfluous(&'static str),
}

impl Change {
    /// What the keys say together.
    ///
    /// # Errors
    /// [`Unclear`] says why they say nothing, or too much.
    pub fn operation(&self) -> Result<Operation<'_>, Unclear> {
        let operations = [
            self.words.is_some(),
            self.party.is_some(),
            self.addition.is_some(),
            self.void && self.words.is_none(),
            self.restated_point.is_some(),
            self.restated_row.is_some(),
            self.restated_plan.is_some(),
            !self.restated_text.is_empty(),
            self.restated_control.is_some(),
            self.new_point.is_some(),
            self.new_row.is_some(),
        ];
        match operations.iter().filter(|given| **given).count() {
            0 => return Err(Unclear::NoOperation),
            1 => {}
            _ => return Err(Unclear::Several),
        }
        let operation = self.only_operation()?;
        match self.superfluous(&operation) {
            Some(key) => Err(Unclear::Superfluous(key)),
            None => Ok(operation),
        }
    }

    fn only_operation(&self) -> Result<Operation<'_>, Unclear> {
        if let Some(old) = &self.words {
            let new = self.replacement.as_ref();
            return match (new, self.void) {
                (Some(_), true) => Err(Unclear::Several),
                (None, false) => Err(Unclear::NoOperation),
                _ => self.unit().map(|unit| Operation::Words { unit, old, new }),
            };
        }
        if let Some(old) = &self.party {
            let new = self.replacement.as_ref().ok_or(Unclear::NoOperation)?;
            return Ok(Operation::Party { old, new });
        }
        if let Some(words) = &self.addition {
            return Ok(Operation::Addition {
                unit: self.unit()?,
                words,
            });
        }
        if let Some(point) = &self.restated_point {
            let number = self.point.as_ref().ok_or(Unclear::NoAddress)?;
            return Ok(Operation::RestatedPoint(number, point));
        }
        if let Some(row) = &self.restated_row {
            let address = self.row_address().ok_or(Unclear::NoAddress)?;
            return Ok(Operation::RestatedRow(address, row));
        }
        if let Some(plan) = &self.restated_plan {
            let appendix = self.appendix.as_ref().ok_or(Unclear::NoAddress)?;
            return Ok(Operation::RestatedPlan(appendix, plan));
        }
        if !self.restated_text.is_empty() {
            let appendix = self.appendix.as_ref().ok_or(Unclear::NoAddress)?;
            return Ok(Operation::RestatedText(appendix, &self.restated_text));
        }
        if let Some(control) = &self.restated_control {
            return Ok(Operation::RestatedControl(control));
        }
        let after = self.after.as_ref();
        if let Some(point) = &self.new_point {
            return Ok(Operation::NewPoint { after, point });
        }
        if let Some(row) = &self.new_row {
            let section = self.section.as_ref();
            return Ok(Operation::NewRow {
                section,
                after,
                row,
            });
        }
        self.unit().map(Operation::Void)
    }

    /// The unit that is addressed.
    fn unit(&self) -> Result<Unit<'_>, Unclear> {
        match (&self.point, &self.row) {
            (Some(_), Some(_)) => Err(Unclear::Several),
            (Some(point), None) => Ok(Unit::Point(point)),
            (None, _) => self.row_address().map(Unit::Row).ok_or(Unclear::NoAddress),
        }
    }

    fn row_address(&self) -> Option<RowAddress<'_>> {
        self.row.as_ref().map(|row| RowAddress {
            row,
            section: self.section.as_ref(),
            column: self.column.as_ref(),
        })
    }

    /// A key given that the operation has no use for: the clerk means something by it.
    fn superfluous(&self, operation: &Operation<'_>) -> Option<&'static str> {
        use Operation as O;
        let used: &[&str] = match operation {
            O::Words { .. } => &[
                "пункт",
                "позиция",
                "раздел",
                "графа",
                "заменить на",
                "исключить",
            ],
            O::Addition { .. } => &["пункт", "позиция", "раздел", "графа"],
            O::RestatedPoint(..) => &["пункт"],
            O::RestatedRow(..) => &["позиция", "раздел"],
            O::RestatedPlan(..) | O::RestatedText(..) => &["приложение"],
            O::RestatedControl(_) => &[],
            O::NewPoint { .. } => &["после"],
            O::NewRow { .. } => &["раздел", "после"],
            O::Void(_) => &["пункт", "позиция", "раздел", "исключить"],
            O::Party { .. } => &["заменить на"],
        };
        let given = [
            ("пункт", self.point.is_some()),
            ("позиция", self.row.is_some()),
            ("приложение", self.appendix.is_some()),
            ("графа", self.column.is_some()),
            ("заменить на", self.replacement.is_some()),
            ("исключить", self.void),
            ("раздел", self.section.is_some()),
            ("после", self.after.is_some()),
        ];
        let mut given = given.into_iter().filter(|(_, is)| *is).map(|(key, _)| key);
        // A point is in no section and has no columns.
        let of_rows = ["раздел", "графа"];
        given.find(|key| !used.contains(key) || (self.point.is_some() && of_rows.contains(key)))
    }
}

/// A structural unit, however a clerk calls it: «2.3», «2.3.» and the id are one. Numbers
/// never change, nor does the number of a unit that is gone return ([N-96], [`Gone`]), so
/// it means the same in all editions, until the plan or a unit around it is given anew
/// with other units in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnitKey {
    /// A point or subpoint, by its number.
    Point(String),
    /// The point on control.
    Control,
    /// A row of the plan.
    Row {
        /// Its section, counted from 0; `None` outside sections.
        section: Option<usize>,
        /// Its number.
        number: String,
    },
    /// An appendix, counted from 0.
    Appendix(usize),
}

/// What becomes of a unit by an amending order, which names each unit once ([N-91]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitChange {
    /// The unit.
    pub unit: UnitKey,
    /// How it is told.
    pub telling: Telling,
    /// The places among the amendment's changes of those that make it up.
    pub changes: Vec<usize>,
}

/// How an amending order tells what becomes of a unit ([N-93]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// Word by word.
    Words,
    /// In new wording.
    Anew,
    /// As a new unit.
    New,
    /// As no longer in force.
    Void,
}

/// Order and plan as in force after some of the amendments ([N-100]).
#[derive(Clone, Debug)]
pub struct Edition {
    /// The order.
    pub order: Option<Order>,
    /// The plan.
    pub plan: Option<Plan>,
    /// Places of what is no longer in force, or of old words that an amendment quotes.
    pub superseded: Vec<Span>,
    /// The units that have been left out, in the order they went.
    pub gone: Vec<Gone>,
}

/// A unit that an amendment has left out; its number stays its own ([N-96]).
#[derive(Clone, Debug)]
pub struct Gone {
    /// The unit.
    pub unit: UnitKey,
    /// The id it had, if it was a row with one.
    pub id: Option<String>,
    /// The change that left it out.
    pub change: Span,
}

impl Edition {
    /// Whether the plan has a row with an id or number.
    pub fn has_row(&self, wanted: &str) -> bool {
        let sections = self.plan.iter().flat_map(Plan::numbered);
        let mut rows = sections.flat_map(|section| section.activities);
        rows.any(|row| {
            let id = row.activity.id.as_ref();
            row.number == wanted || id.is_some_and(|id| id.value == wanted)
        })
    }

    /// Whether the order has a point with a number.
    pub fn has_point(&self, wanted: &str) -> bool {
        let mut points = self.order.iter().flat_map(Order::numbered);
        points.any(|point| point.number == wanted)
    }
}

/// The amendments of a dossier and what they make of it.
#[derive(Clone, Debug, Default)]
pub struct Amendments {
    /// The amendments by date; a dossier brought to a day has those up to it.
    pub all: Vec<Amendment>,
    /// The editions: as signed, after the first amendment, and so on; empty if there
    /// are no amendments.
    pub editions: Vec<Edition>,
    /// What each amendment changes, unit by unit.
    pub units: Vec<Vec<UnitChange>>,
    /// What is wrong with them; rules of the checker report it.
    pub findings: Vec<Diagnostic>,
    /// The files of amendments that come after the day the dossier was brought to.
    pub later: Vec<SourceId>,
}

impl Amendments {
    /// The edition as signed; `None` if nothing has been amended.
    pub fn signed(&self) -> Option<&Edition> {
        self.editions.first()
    }

    /// The amendments with the editions before and after each.
    pub fn steps(&self) -> impl Iterator<Item = (&Amendment, &Edition, &Edition)> {
        let pairs = self.editions.windows(2);
        self.all
            .iter()
            .zip(pairs)
            .map(|(one, pair)| (one, &pair[0], &pair[1]))
    }
}
