//! The order as templates see it.

use chrono::NaiveDate;
use serde::Serialize;

use super::amendment::revised;
use super::context::{Context, Party, doubtful, in_flow, lines, lower_first, upper_first};
use super::fill::mentions_term;
use super::manuscript::{BlockView, Typist};
use super::plan::PlanView;
use crate::diagnostic::{Diagnostic, Located};
use crate::language::{self, Case, Form, single_spaced};
use crate::model::{
    Appendix, AppendixContent, Change, Contact, Control, Group, Issuer, NumberedPoint, Operation,
    Order, Person, Plan, Recipient, SubpointStyle, Text, is_id,
};
use crate::style::{AppendixNumbering, Command};

/// An order with everything its document says.
#[derive(Debug, Serialize)]
pub(super) struct OrderView {
    /// «17», without «№».
    pub(super) number: String,
    /// «01.02.2022»
    pub(super) date: String,
    /// «1 февраля 2022 г.»
    pub(super) date_in_words: String,
    place: String,
    /// Whether it is not signed yet.
    draft: bool,
    /// Lines of the letterhead.
    letterhead: Vec<String>,
    /// «Об утверждении …», line by line.
    pub(super) title: Vec<String>,
    /// Paragraphs of the stating part.
    preamble: Vec<String>,
    /// Whether the command word is set in spaced lower case ([N-71]).
    spaced_command: bool,
    points: Vec<PointView>,
    /// `None` if one of the points says it, or nobody does.
    control: Option<ControlView>,
    signatory: SignatoryView,
    contact: Option<ContactView>,
    /// Whose order it is, genitive: «отдела образования …».
    issuer: String,
    /// Whether page numbers run on into the appendices ([N-29]).
    continue_numbering: bool,
    /// «(в ред. приказа … от 15.06.2022 № 21)»; empty in the order as signed ([N-99]).
    revised: String,
}

/// A point or subpoint.
#[derive(Debug, Serialize)]
pub(super) struct PointView {
    /// «2.», «2.1.», «1)» or «–»
    number: String,
    /// 1 for a point, 2 for its subpoints.
    level: usize,
    /// Whom it binds, dative.
    recipients: Vec<RecipientView>,
    /// The term, where the text does not say where it stands; else empty.
    term: String,
    /// Paragraphs, terms and names filled in.
    text: Vec<String>,
    /// Whether subpoints follow.
    has_points: bool,
    /// Whether the text is a sentence of its own: capital letter, full stop.
    sentence: bool,
    /// Whether it is the last of its list.
    last: bool,
}

/// Whom a point binds.
#[derive(Debug, Serialize)]
struct RecipientView {
    /// «Директору МБОУ … Ивановой И.И.», dative.
    name: String,
    /// Persons named in brackets, dative.
    people: Vec<String>,
    /// «руководитель Лебедева Н.Р.», in brackets, nominative; may be empty.
    head: String,
}

/// The point on control ([N-79]).
#[derive(Debug, Serialize)]
pub(super) struct ControlView {
    number: String,
    /// To whom it is given, accusative; empty if the signatory keeps it.
    delegate: String,
}

/// Who signs.
#[derive(Debug, Serialize)]
pub(super) struct SignatoryView {
    /// The post, line by line.
    post: Vec<String>,
    /// «И.О. Фамилия»
    name: String,
}

/// Who drew it up ([N-63]).
#[derive(Debug, Serialize)]
pub(super) struct ContactView {
    name: String,
    phone: String,
}

impl RecipientView {
    /// As the order prints it.
    fn printed(&self) -> String {
        let people = self.people.join(", ");
        let brackets = [people.as_str(), &self.head].into_iter();
        let brackets = brackets.filter(|text| !text.is_empty());
        brackets.fold(self.name.clone(), |name, text| format!("{name} ({text})"))
    }
}

impl PointView {
    /// Its words as the order prints them, without the number and the mark that
    /// the template closes them with.
    pub(super) fn printed(&self) -> String {
        let whom: Vec<String> = self.recipients.iter().map(RecipientView::printed).collect();
        let text = format!("{} {} {}", whom.join(", "), self.term, self.text.join(" "));
        let text = single_spaced(&text);
        match self.sentence {
            true => upper_first(&text),
            false => text,
        }
    }

    /// Makes it the last of its list, which a full stop ends.
    pub(super) fn ends_list(&mut self) {
        self.last = true;
    }
}

/// What stands at the top of an appendix.
#[derive(Debug, Serialize)]
pub(super) struct AppendixHead {
    /// «1» or empty, if it is the only one ([N-54]).
    number: String,
    /// «УТВЕРЖДЕН», empty if the order does not approve it ([N-52]).
    approved: String,
}

impl AppendixHead {
    /// The head of an appendix that no order approves.
    pub(super) fn plain(number: String) -> Self {
        Self {
            number,
            approved: String::new(),
        }
    }
}

/// The head and the content of an appendix.
#[derive(Debug, Serialize)]
pub(super) struct AppendixView {
    #[serde(flatten)]
    head: AppendixHead,
    /// The plan, if that is what is attached.
    plan: Option<PlanView>,
    /// The title of a text, line by line.
    title: Vec<String>,
    /// The text.
    text: Vec<BlockView>,
    /// «(в ред. приказа … от 15.06.2022 № 21)»; empty unless the text was given anew
    /// ([N-99]).
    revised: String,
}

impl<'a> Context<'a> {
    pub(super) fn order(&mut self, order: &Order) -> OrderView {
        let department = &self.dossier.department;
        let points = order.numbered();
        let signatory = order.signatory.as_ref().unwrap_or(&department.head);
        let wording = &self.dossier.style.wording;
        let (spaced_command, continue_numbering) = (
            wording.command == Command::Spaced,
            wording.appendix_numbering == AppendixNumbering::Continue,
        );
        let place = order.place.as_ref().or(department.place.as_ref());
        let letterhead = self.letterhead();
        let issuer = self.issuer(order, signatory);
        let date: NaiveDate = order.date.value.0;
        OrderView {
            number: order.number.value.clone(),
            date: language::numeric(date),
            date_in_words: language::verbal(date),
            place: place.map_or(String::new(), |place| place.value.clone()),
            draft: order.draft,
            letterhead,
            title: self.paragraphs(&order.title),
            preamble: order
                .preamble
                .as_ref()
                .map_or(Vec::new(), |text| self.paragraphs(text)),
            spaced_command,
            points: points
                .iter()
                .map(|point| self.point(point, order.subpoints))
                .collect(),
            control: order
                .control
                .as_ref()
                .map(|control| self.control(control, order.control_number())),
            signatory: self.signatory(signatory),
            contact: order.contact.as_ref().map(contact),
            revised: revised(self.amendments, &issuer),
            issuer,
            continue_numbering,
        }
    }

    /// The lines of the department's letterhead.
    pub(super) fn letterhead(&self) -> Vec<String> {
        let department = &self.dossier.department;
        if department.letterhead.is_empty() {
            return vec![department.name.value.clone()];
        }
        let lines = department.letterhead.iter();
        lines.map(|line| line.value.clone()).collect()
    }

    pub(super) fn point(
        &mut self,
        numbered: &NumberedPoint<'_>,
        style: SubpointStyle,
    ) -> PointView {
        let point = numbered.point;
        let text = point
            .text
            .as_ref()
            .map_or(String::new(), |text| self.fill(text, &point.deadlines));
        let placed = point.text.as_ref().is_some_and(|text| mentions_term(text));
        let term: Vec<&str> = point.deadlines.iter().map(|d| d.value.as_str()).collect();
        let sentence = numbered.level == 1 || style == SubpointStyle::Decimal;
        // Among items of a list; one that is known by its place alone keeps that.
        let (number, text) = match (point.repealed && !sentence, style) {
            (true, SubpointStyle::Dash) => {
                let lines = lines(&text).into_iter();
                let lines = lines.map(|line| format!("абзац {}", lower_first(&line)));
                (String::new(), lines.collect())
            }
            (true, _) => (numbered.printed(style), lines(&lower_first(&text))),
            (false, _) => (numbered.printed(style), lines(&text)),
        };
        PointView {
            number,
            level: numbered.level,
            recipients: point.recipients.iter().map(|r| self.recipient(r)).collect(),
            term: if placed {
                String::new()
            } else {
                term.join(", ")
            },
            text,
            has_points: !point.points.is_empty(),
            sentence,
            last: numbered.last,
        }
    }

    /// Whom a recipient names, dative, as the order prints it.
    pub(super) fn recipient_in_dative(&mut self, recipient: &Recipient) -> String {
        self.recipient(recipient).printed()
    }

    fn recipient(&mut self, recipient: &Recipient) -> RecipientView {
        match recipient {
            Recipient::Group(group) => self.group(group),
            Recipient::Word(word) => match self.party(word) {
                Some(party) => self.party_recipient(party),
                // An id that nobody has: the checker reports it.
                None if is_id(word) => plain(word.value.clone()),
                None => plain(self.words_in_dative(word)),
            },
        }
    }

    /// Words in the dative; forms can only be given beside the key «кто».
    fn words_in_dative(&mut self, words: &Text) -> String {
        match language::decline(words, Case::Dative) {
            Form::Certain(text) => text,
            Form::Doubtful { guess, reason } => {
                let hint = format!(
                    "впишите дательный падеж сами: «{{кто: {}, падежи: {{дательный: …}}}}»",
                    in_flow(words)
                );
                self.findings
                    .push(doubtful(words, Case::Dative, &reason, hint));
                guess
            }
        }
    }

    /// «Руководителям … (Васильевой Т.В., …)» ([N-75]).
    fn group(&mut self, group: &Group) -> RecipientView {
        let schools = self.dossier.schools_of(&group.schools);
        let heads: Vec<&Person> = schools
            .into_iter()
            .filter_map(|school| school.head.as_ref())
            .collect();
        let people = heads
            .into_iter()
            .map(|head| self.name_in_text(head, Case::Dative))
            .collect();
        RecipientView {
            name: self.phrase(&group.name, &group.forms, Case::Dative),
            people,
            head: String::new(),
        }
    }

    /// A school is addressed through its head, a body by its name ([N-74]).
    fn party_recipient(&mut self, party: Party<'_>) -> RecipientView {
        match (party, party.head()) {
            (Party::School(_), Some(head)) if head.post.is_some() => {
                let post = self.post(head, Case::Dative).unwrap_or_default();
                let name = self.name_in_text(head, Case::Dative);
                plain(format!("{post} {name}"))
            }
            (_, head) => RecipientView {
                name: self.phrase(party.full(), party.forms(), Case::Dative),
                people: Vec::new(),
                head: head.map_or(String::new(), |head| self.head(head)),
            },
        }
    }

    fn head(&mut self, head: &Person) -> String {
        let post = head.post.as_ref().map_or("руководитель", |post| post);
        let name = self.name_in_text(head, Case::Nominative);
        format!("{post} {name}")
    }

    pub(super) fn control(&mut self, control: &Control, number: String) -> ControlView {
        let delegate = match control {
            Control::Own(_) => String::new(),
            Control::Delegated(person) => {
                // In the middle of a sentence a post begins with a small letter.
                let post = self.post(person, Case::Accusative);
                let post = post.map(|post| lower_first(&post));
                let name = self.name_in_text(person, Case::Accusative);
                post.into_iter().chain([name]).collect::<Vec<_>>().join(" ")
            }
        };
        ControlView {
            number: format!("{number}."),
            delegate,
        }
    }

    pub(super) fn signatory(&mut self, person: &Person) -> SignatoryView {
        SignatoryView {
            post: person.post.as_ref().map_or(Vec::new(), |post| lines(post)),
            name: self.signature(person),
        }
    }

    /// Whose order it is called in appendices: «отдела образования …», «начальника …».
    pub(super) fn issuer(&mut self, order: &Order, signatory: &Person) -> String {
        let department = &self.dossier.department;
        match order.issuer {
            // In the middle of a sentence a post begins with a small letter.
            Issuer::Head => lower_first(&self.post(signatory, Case::Genitive).unwrap_or_default()),
            Issuer::Department => match &department.short {
                Some(short) => self.phrase(short, &department.short_forms, Case::Genitive),
                None => self.phrase(&department.name, &department.forms, Case::Genitive),
            },
        }
    }

    pub(super) fn appendices(&mut self, order: &Order) -> Vec<AppendixView> {
        let indices = 0..order.appendices.len();
        indices.map(|index| self.appendix(order, index)).collect()
    }

    /// An appendix by its place in the order.
    pub(super) fn appendix(&mut self, order: &Order, index: usize) -> AppendixView {
        let appendix = &order.appendices[index];
        let title = appendix.title.as_ref();
        let files: Vec<&Text> = appendix.text.iter().collect();
        let signatory = order
            .signatory
            .as_ref()
            .unwrap_or(&self.dossier.department.head);
        let issuer = self.issuer(order, signatory);
        let restates = |change: &Located<Change>| match change.operation() {
            Ok(Operation::RestatedText(number, _)) => usize::from(number.value) == index + 1,
            _ => false,
        };
        let restating = self.amendments.iter();
        let restating = restating.filter(|one| one.changes.iter().any(restates));
        AppendixView {
            revised: revised(restating, &issuer),
            head: self.appendix_head(order, index),
            plan: self.attached(appendix).map(|plan| self.plan(plan)),
            title: title.map_or(Vec::new(), |title| self.paragraphs(title)),
            text: Typist::new(self, &files).files(appendix.text.iter()),
        }
    }

    /// The head of the appendix that holds the plan.
    pub(super) fn head_of_plan(&mut self, order: &Order) -> Option<AppendixHead> {
        let mut appendices = order.appendices.iter();
        let index = appendices.position(|appendix| self.attached(appendix).is_some())?;
        Some(self.appendix_head(order, index))
    }

    fn appendix_head(&mut self, order: &Order, index: usize) -> AppendixHead {
        let appendix = &order.appendices[index];
        let plan = self.attached(appendix);
        let kind = plan.map(|plan| &plan.kind).or(appendix.kind.as_ref());
        AppendixHead {
            number: if order.appendices.len() == 1 {
                String::new()
            } else {
                (index + 1).to_string()
            },
            approved: match kind {
                Some(kind) if appendix.approved => self.participle(kind),
                _ => String::new(),
            },
        }
    }

    /// The plan, if that is what an appendix holds.
    fn attached(&self, appendix: &Appendix) -> Option<&'a Plan> {
        match appendix.document.as_ref()?.value {
            AppendixContent::Plan => self.plan,
        }
    }

    /// «УТВЕРЖДЕН», agreeing with the kind of the approved document ([N-52]).
    pub(super) fn participle(&mut self, kind: &Text) -> String {
        match language::approved(kind, self.dossier.style.wording.approved_with_yo) {
            Form::Certain(text) => text,
            Form::Doubtful { guess, reason } => {
                let message = format!("не ясно, как согласовать гриф с «{}»: {reason}", kind.value);
                self.findings.push(
                    Diagnostic::error("doubtful-approval", kind.span, message).hint(
                        "начните вид с обычного слова: «план», «положение», «форма», «перечень»",
                    ),
                );
                guess
            }
        }
    }
}

fn plain(name: String) -> RecipientView {
    RecipientView {
        name,
        people: Vec::new(),
        head: String::new(),
    }
}

pub(super) fn contact(contact: &Contact) -> ContactView {
    ContactView {
        name: contact.name.value.clone(),
        phone: contact.phone.value.clone(),
    }
}
