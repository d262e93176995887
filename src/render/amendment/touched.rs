//! Whom a change concerns: the letter to each party and the acquaintance sheet ([N-64]).

use serde::Serialize;

use super::Step;
use crate::edition::{Changed, ChangedUnit, Directed, bound, is_department};
use crate::language::{Case, verbal};
use crate::model::{Activity, Column, ColumnSpec, Control, Dossier, Field, Order, Plan};
use crate::render::context::{Context, Party, lines, upper_first};
use crate::render::order::{ContactView, SignatoryView};
use crate::render::plan::heading;
use crate::render::school_report::OrderReference;

/// A letter that tells a party what has changed for it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct LetterView {
    letterhead: Vec<String>,
    /// The party's name in tables.
    pub(in crate::render) party: String,
    /// To whom it goes, dative, line by line.
    addressee: Vec<String>,
    /// «Уважаемая Марина Викторовна»; empty where the full name is not known.
    salutation: String,
    /// The amending order.
    amendment: ActView,
    /// The order that is amended.
    order: OrderReference,
    changes: Vec<ChangeView>,
    signatory: SignatoryView,
    contact: Option<ContactView>,
}

/// The amending order in short.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ActView {
    number: String,
    /// «15 июня 2022 г.»
    date: String,
}

/// A unit that changed.
#[derive(Debug, Serialize)]
struct ChangeView {
    /// «п. 2.1», «поз. 2.1».
    place: String,
    /// What is to be done, as it now reads.
    title: Vec<String>,
    fields: Vec<FieldView>,
}

/// A part of a unit, before and after.
#[derive(Debug, Serialize)]
struct FieldView {
    /// «Срок исполнения»; empty for a row that went.
    heading: String,
    /// Paragraphs; none for what is new.
    old: Vec<String>,
    /// Paragraphs; none for what is gone.
    new: Vec<String>,
}

/// A sheet on which people sign that they have read an order.
#[derive(Debug, Serialize)]
pub(in crate::render) struct AcquaintanceView {
    /// The order they read.
    order: OrderReference,
    people: Vec<PersonView>,
}

/// A person who signs.
#[derive(Debug, Serialize)]
struct PersonView {
    /// «Иванова И.И.»; empty where the dossier names nobody.
    name: String,
    /// The post, or the party that sends somebody.
    post: String,
}

impl<'a> Context<'a> {
    /// The letter to one of the parties that an amendment concerns.
    pub(in crate::render) fn letter(
        &mut self,
        step: &Step<'a>,
        party: usize,
    ) -> Option<LetterView> {
        let touched = step.parties.get(party)?;
        let party = self.party(&touched.party)?;
        let own = touched.units.iter().map(|place| &step.changed[*place]);
        let id = touched.party.as_str();
        let changes = own.map(|unit| self.change_view(step, unit, id)).collect();
        let amendment = step.amendment;
        let head = &self.dossier.department.head;
        Some(LetterView {
            letterhead: self.letterhead(),
            party: party.name().value.clone(),
            addressee: self.addressee(party),
            salutation: party
                .head()
                .map_or(String::new(), crate::render::reminder::salutation),
            amendment: ActView {
                number: amendment.number.trim().to_owned(),
                date: verbal(amendment.date.value.0),
            },
            order: self.order_reference(step.order),
            changes,
            signatory: self.signatory(head),
            contact: amendment
                .contact
                .as_ref()
                .or(step.order.contact.as_ref())
                .map(crate::render::order::contact),
        })
    }

    /// What a change means to a party: all of a unit that is new to it, and of one that is
    /// no longer its duty, only that.
    fn change_view(&mut self, step: &Step<'_>, unit: &ChangedUnit<'_>, party: &str) -> ChangeView {
        let name = step
            .old
            .name_of(&unit.unit)
            .or_else(|| step.new.name_of(&unit.unit));
        let place = name.map_or(String::new(), |name| name.short());
        let (was, is) = unit.content.parties(self.dossier);
        let names = |ids: &[String]| ids.iter().any(|id| id == party);
        let (was, is) = (names(&was), names(&is));
        match unit.content {
            Changed::Point(old, Some(new)) if was && !is && !new.point.repealed => ChangeView {
                place,
                title: Vec::new(),
                fields: vec![taken_off("Поручение", self.point_text(old))],
            },
            Changed::Row(Some(old), Some(new)) if was && !is => ChangeView {
                place,
                title: self.paragraphs(&new.title),
                fields: vec![taken_off(
                    "",
                    self.deadline_of(step.before.plan.as_ref(), old),
                )],
            },
            Changed::Point(old, new) => ChangeView {
                place,
                title: Vec::new(),
                fields: self.point_fields(old.filter(|_| was), new),
            },
            Changed::Row(old, new) => {
                let plan = step.after.plan.as_ref().or(step.before.plan.as_ref());
                let shown = new.or(old);
                ChangeView {
                    place,
                    title: shown.map_or(Vec::new(), |row| self.paragraphs(&row.title)),
                    fields: plan.map_or(Vec::new(), |plan| {
                        self.fields(plan, old.filter(|_| was), new)
                    }),
                }
            }
        }
    }

    /// The deadline of a row as its plan prints it.
    fn deadline_of(&mut self, plan: Option<&Plan>, row: &Activity) -> Vec<String> {
        let columns = plan.into_iter().flat_map(|plan| &plan.columns);
        let columns = columns.map(ColumnSpec::column);
        let columns = columns.filter(|column| column.field.value == Field::Deadline);
        columns.flat_map(|column| self.cell(row, &column)).collect()
    }

    /// The words of a point and whom it binds, as far as they differ.
    fn point_fields(
        &mut self,
        old: Option<Directed<'_>>,
        new: Option<Directed<'_>>,
    ) -> Vec<FieldView> {
        let mut fields = Vec::new();
        let (old_names, new_names) = (self.recipients(old), self.recipients(new));
        if old_names != new_names && new.is_some_and(|one| !one.point.repealed) {
            fields.push(FieldView {
                heading: "Кому поручено".to_owned(),
                old: old_names,
                new: new_names,
            });
        }
        let (old, new) = (self.point_text(old), self.point_text(new));
        if old != new {
            fields.push(FieldView {
                heading: "Текст".to_owned(),
                old,
                new,
            });
        }
        fields
    }

    /// Whom a point binds, dative as the order says it.
    fn recipients(&mut self, point: Option<Directed<'_>>) -> Vec<String> {
        let bound = point.map_or(&[][..], |one| one.bound);
        let names = bound
            .iter()
            .map(|who| upper_first(&self.recipient_in_dative(who)));
        names.collect()
    }

    fn point_text(&mut self, point: Option<Directed<'_>>) -> Vec<String> {
        point.map_or(Vec::new(), |one| {
            let text = one.point.text.as_ref();
            let mut shown = text.map_or(Vec::new(), |text| {
                lines(&self.fill(text, &one.point.deadlines))
            });
            let is_placed = text.is_some_and(|text| crate::render::fill::mentions_term(text));
            if let (Some(first), false) = (shown.first_mut(), is_placed) {
                let terms: Vec<&str> = one.point.deadlines.iter().map(|d| d.as_str()).collect();
                *first = format!("{} {first}", terms.join(", ")).trim().to_owned();
            }
            if let Some(first) = shown.first_mut() {
                *first = upper_first(first);
            }
            shown
        })
    }

    /// The columns in which a row differs; of a row that came, all beside its title that
    /// it says, of a row that went, that it did.
    fn fields(
        &mut self,
        plan: &Plan,
        old: Option<&Activity>,
        new: Option<&Activity>,
    ) -> Vec<FieldView> {
        let columns: Vec<Column> = plan.columns.iter().map(ColumnSpec::column).collect();
        if new.is_none() {
            return vec![FieldView {
                heading: String::new(),
                old: old.map_or(Vec::new(), |row| self.deadline_of(Some(plan), row)),
                new: vec!["исключено".to_owned()],
            }];
        }
        let is_told = |column: &&Column| match column.field.value {
            Field::Number => false,
            Field::Title => old.is_some(),
            _ => true,
        };
        let mut fields = Vec::new();
        for column in columns.iter().filter(is_told) {
            let mut shown =
                |row: Option<&Activity>| row.map_or(Vec::new(), |row| self.cell(row, column));
            let (old_lines, new_lines) = (shown(old), shown(new));
            if old_lines != new_lines {
                fields.push(FieldView {
                    heading: heading(column),
                    old: old_lines,
                    new: new_lines,
                });
            }
        }
        fields
    }

    /// The sheet for an amending order: all whom the change concerns, and who watches
    /// over it.
    pub(in crate::render) fn acquaintance_with_change(
        &mut self,
        step: &Step<'a>,
    ) -> AcquaintanceView {
        let parties = step.parties.iter().map(|one| one.party.clone());
        let parties: Vec<String> = parties.collect();
        let mut order = self.order_reference(step.order);
        let style = self.dossier.style.wording.amending_title;
        order.title = super::title(
            &order,
            super::is_single(step, &super::restated(step)),
            style,
        );
        order.number = step.amendment.number.trim().to_owned();
        order.date_in_words = verbal(step.amendment.date.value.0);
        let control = step.amendment.control.as_ref().or(step
            .after
            .order
            .as_ref()
            .and_then(|order| order.control.as_ref()));
        let control = control.map(|control| &control.value);
        AcquaintanceView {
            order,
            people: self.people(&parties, control),
        }
    }

    /// The sheet for the order as signed: all whom it binds, who answers for rows of its
    /// plan, and who watches over it.
    pub(in crate::render) fn acquaintance(&mut self, order: &'a Order) -> AcquaintanceView {
        let parties = named_parties(self.dossier, order, self.plan);
        let control = order.control.as_ref().map(|control| &control.value);
        AcquaintanceView {
            order: self.order_reference(order),
            people: self.people(&parties, control),
        }
    }

    fn people(&mut self, parties: &[String], control: Option<&Control>) -> Vec<PersonView> {
        let mut people: Vec<PersonView> = Vec::new();
        let mut add = |person: PersonView| {
            let known = people
                .iter()
                .any(|one| one.name == person.name && one.post == person.post);
            if !known {
                people.push(person);
            }
        };
        for id in parties {
            let Some(party) = self.party(id) else {
                continue;
            };
            add(match party.head() {
                Some(head) => PersonView {
                    name: self.name_in_text(head, Case::Nominative),
                    post: post_with_party(head.post.as_ref().map(|post| post.as_str()), party),
                },
                None => PersonView {
                    name: String::new(),
                    post: upper_first(party.name()),
                },
            });
        }
        if let Some(Control::Delegated(person)) = control {
            add(PersonView {
                name: self.name_in_text(person, Case::Nominative),
                post: person
                    .post
                    .as_ref()
                    .map_or(String::new(), |post| upper_first(post)),
            });
        }
        people
    }
}

/// What a party is told of a duty that is no longer its own.
fn taken_off(heading: &str, old: Vec<String>) -> FieldView {
    FieldView {
        heading: heading.to_owned(),
        old,
        new: vec!["Снято с вас".to_owned()],
    }
}

/// «Директор МБОУ «СОШ № 3»», «Начальник, отдел опеки»: a party that the post does not
/// name.
fn post_with_party(post: Option<&str>, party: Party<'_>) -> String {
    match post {
        Some(post) if post.contains('«') => upper_first(post),
        // An abbreviation has no genitive: «Директор МОУ «…»».
        Some(post) if begins_with_abbreviation(party.name()) => {
            format!("{} {}", upper_first(post), party.name().value)
        }
        Some(post) => format!("{}, {}", upper_first(post), party.name().value),
        None => upper_first(party.name()),
    }
}

fn begins_with_abbreviation(name: &str) -> bool {
    let word = name.split_whitespace().next().unwrap_or_default();
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// The parties by id that an order binds or its plan names as executors.
fn named_parties(dossier: &Dossier, order: &Order, plan: Option<&Plan>) -> Vec<String> {
    let of_points = order
        .directed()
        .into_iter()
        .flat_map(|(_, who)| bound(dossier, who));
    let rows = plan
        .filter(|_| order.attaches_plan())
        .into_iter()
        .flat_map(Plan::all_activities);
    let of_rows = rows.flat_map(|row| row.executors.iter());
    let of_rows = of_rows.filter_map(|one| Some(one.id()?.value.clone()));
    let mut ids: Vec<String> = Vec::new();
    for id in of_points.chain(of_rows) {
        if !ids.contains(&id) && !is_department(dossier, &id) {
            ids.push(id);
        }
    }
    ids
}
