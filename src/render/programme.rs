//! The programme as templates see it.

use serde::Serialize;

use super::context::{Context, lines, lower_first, upper_first};
use super::manuscript::{BlockView, Typist};
use super::order::SignatoryView;
use crate::language::{Case, numeric, verbal};
use crate::model::{Approval, ApprovalMeans, OneOrMany, Programme, ProgrammePart, Text};

/// A programme with everything its document says.
#[derive(Debug, Serialize)]
pub(super) struct ProgrammeView {
    /// The title, line by line.
    pub(super) title: Vec<String>,
    stamp: Option<StampView>,
    /// Whether stamp and title have a page of their own.
    title_page: bool,
    /// The department, as its letterhead has it, line by line.
    letterhead: Vec<String>,
    /// «г. Сорск», may be empty.
    place: String,
    /// Of approval; empty if there is none.
    year: String,
    /// Whether there is a table of contents.
    contents: bool,
    passport_title: Vec<String>,
    passport: Vec<PassportRowView>,
    sheets: Vec<SheetView>,
}

/// The stamp of approval.
#[derive(Debug, Serialize)]
struct StampView {
    /// The official ([N-51]); null if an order approves it.
    official: Option<SignatoryView>,
    /// «УТВЕРЖДЕНА» ([N-52]); empty if an official approves it.
    approved: String,
    /// Whose order, in the genitive.
    issuer: String,
    /// «20.11.2020», may be empty.
    date: String,
    /// «20 ноября 2020 г.», may be empty.
    date_in_words: String,
    /// Without «№», may be empty.
    number: String,
}

/// A row of the passport.
#[derive(Debug, Serialize)]
pub(super) struct PassportRowView {
    name: String,
    /// Whether the items are to be numbered.
    numbered: bool,
    /// The paragraphs of every item.
    items: Vec<Vec<String>>,
}

/// Blocks on sheets that lie the same way.
#[derive(Debug, Serialize)]
struct SheetView {
    landscape: bool,
    blocks: Vec<BlockView>,
}

impl Context<'_> {
    pub(super) fn programme(&mut self, programme: &Programme) -> ProgrammeView {
        let dossier = self.dossier;
        let department = &dossier.department;
        let letterhead = match &department.letterhead[..] {
            [] => lines(&upper_first(&department.name)),
            given => given.iter().map(|line| line.value.clone()).collect(),
        };
        let passport = programme.passport.iter();
        let passport = passport.map(|(name, content)| self.passport_row(name, content));
        let passport = passport.collect();
        let stamp = programme.approval.as_ref();
        let stamp = stamp.map(|approval| self.stamp(programme, approval));
        ProgrammeView {
            title: self.paragraphs(&programme.title),
            title_page: programme.title_page,
            letterhead,
            place: department
                .place
                .as_ref()
                .map_or(String::new(), |place| place.value.clone()),
            year: stamp.as_ref().map_or(String::new(), |stamp| {
                stamp.date.rsplit('.').next().unwrap_or_default().to_owned()
            }),
            stamp,
            contents: programme.contents,
            passport_title: match &programme.passport_title {
                Some(title) => self.paragraphs(title),
                None => vec!["Паспорт программы".to_owned()],
            },
            passport,
            sheets: self.sheets(programme),
        }
    }

    /// What a stamp says of who approved it, when, and by which act.
    fn stamp(&mut self, programme: &Programme, approval: &Approval) -> StampView {
        let order = self.dossier.order.as_ref();
        let order = order.filter(|_| approval.means == ApprovalMeans::Order);
        let date = approval.date.as_ref().or(order.map(|order| &order.date));
        let date = date.map(|date| date.value.0);
        let number = approval
            .number
            .as_ref()
            .or(order.map(|order| &order.number));
        let head = &self.dossier.department.head;
        let (official, approved, issuer) = match approval.means {
            ApprovalMeans::Signature => {
                let official = approval.official.as_ref().unwrap_or(head);
                (Some(self.signatory(official)), String::new(), String::new())
            }
            ApprovalMeans::Order => (None, self.participle(&programme.kind), self.approver()),
        };
        StampView {
            official,
            approved,
            issuer,
            date: date.map_or(String::new(), numeric),
            date_in_words: date.map_or(String::new(), verbal),
            number: number.map_or(String::new(), |number| number.value.clone()),
        }
    }

    /// Whose order approves, in the genitive.
    fn approver(&mut self) -> String {
        let dossier = self.dossier;
        if let Some(order) = &dossier.order {
            let signatory = order.signatory.as_ref().unwrap_or(&dossier.department.head);
            return self.issuer(order, signatory);
        }
        let department = &dossier.department;
        let name = match &department.short {
            Some(short) => self.phrase(short, &department.short_forms, Case::Genitive),
            None => self.phrase(&department.name, &department.forms, Case::Genitive),
        };
        lower_first(&name)
    }

    pub(super) fn passport_row(
        &mut self,
        name: &Text,
        content: &OneOrMany<Text>,
    ) -> PassportRowView {
        let texts = content.iter();
        PassportRowView {
            name: name.value.clone(),
            numbered: content.len() > 1,
            items: texts.map(|text| self.paragraphs(text)).collect(),
        }
    }

    /// The texts in order; what lies on sheets of its own begins a new page.
    fn sheets(&mut self, programme: &Programme) -> Vec<SheetView> {
        let dossier = self.dossier;
        let files: Vec<&Text> = programme.parts.iter().map(ProgrammePart::file).collect();
        let style = &dossier.style;
        let lies = dossier
            .plan
            .as_ref()
            .is_some_and(|plan| plan.is_landscape(style));
        let typist = Typist::new(self, &files);
        let mut typist = typist.numbering_headings(programme.number_headings);
        let mut sheets: Vec<SheetView> = Vec::new();
        for part in &programme.parts {
            let mut is_first = true;
            for block in typist.files([part.file()]) {
                // A wide plan lies, whatever stands around it.
                let is_plan = matches!(block, BlockView::Plan { .. });
                let landscape = part.is_landscape() || is_plan && lies;
                let new_page = std::mem::take(&mut is_first) && part.has_new_page();
                match sheets.last_mut() {
                    Some(sheet) if sheet.landscape == landscape && !new_page => {
                        sheet.blocks.push(block);
                    }
                    _ => sheets.push(SheetView {
                        landscape,
                        blocks: vec![block],
                    }),
                }
            }
        }
        sheets
    }
}
