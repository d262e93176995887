//! Dossier → view → markup → document tree.
//!
//! A view says what one document says, in plain values; a template words it; the
//! markup that comes out is read into the tree that all writers take.

mod agenda;
mod context;
mod fill;
mod order;
mod origin;
mod plan;
mod prose;
mod rows;
mod templates;

use serde::Serialize;
use tera::Context as Values;

pub use agenda::{Agenda, State, Task, agenda};
pub use rows::row_titles;
pub use templates::BUILT_IN;

use crate::diagnostic::{Diagnostic, SourceId, Sources};
use crate::document::{Document, fitting, pagination, typography};
use crate::model::{DocumentKind, Dossier, Order, Plan};
use context::{Context, upper_first};
use order::{AppendixHead, AppendixView, OrderView};
use plan::PlanView;
use templates::Templates;

/// A document on its way from facts to pages.
#[derive(Debug)]
pub struct Rendered {
    /// Which document.
    pub kind: DocumentKind,
    /// The file's name without ending, as data give it (not yet safe for a disk).
    pub name: String,
    /// What the template was given.
    pub view: View,
    /// What the template gave.
    pub markup: String,
    /// The tree, with typography and page rules applied.
    pub document: Document,
}

/// The documents that a dossier asks for, or else all that its data allow; a plan
/// that the order attaches is written on its own only if asked for.
pub fn asked(dossier: &Dossier) -> Vec<DocumentKind> {
    if !dossier.documents.is_empty() {
        return without_repeats(dossier.documents.iter().map(|kind| kind.value));
    }
    let attached = dossier.order.as_ref().is_some_and(Order::attaches_plan);
    let mut kinds = possible(dossier);
    kinds.retain(|kind| !(attached && *kind == DocumentKind::Plan));
    kinds
}

/// The kinds in their order, each once.
pub fn without_repeats(kinds: impl Iterator<Item = DocumentKind>) -> Vec<DocumentKind> {
    kinds.fold(Vec::new(), |mut kept, kind| {
        if !kept.contains(&kind) {
            kept.push(kind);
        }
        kept
    })
}

/// The documents that a dossier has data for.
pub fn possible(dossier: &Dossier) -> Vec<DocumentKind> {
    DocumentKind::ALL
        .into_iter()
        .filter(|kind| match kind {
            DocumentKind::Order => dossier.order.is_some(),
            DocumentKind::Plan => dossier.plan.is_some(),
        })
        .collect()
}

/// What came of rendering.
#[derive(Debug, Default)]
pub struct Rendering {
    /// The documents without errors.
    pub documents: Vec<Rendered>,
    /// As far as the others got.
    pub drafts: Vec<Draft>,
    /// What is wrong, warnings included.
    pub findings: Vec<Diagnostic>,
}

/// A document that an error stopped half-way.
#[derive(Debug)]
pub struct Draft {
    /// What the template was given, or would have been.
    pub view: View,
    /// What it gave; `None` if it could not be filled in.
    pub markup: Option<String>,
}

impl From<Rendered> for Draft {
    fn from(rendered: Rendered) -> Self {
        Self {
            view: rendered.view,
            markup: Some(rendered.markup),
        }
    }
}

/// Renders documents of a dossier; one with an error is a draft.
pub fn render(
    dossier: &Dossier,
    kinds: &[DocumentKind],
    overrides: &[(String, SourceId)],
    sources: &mut Sources,
) -> Rendering {
    let mut rendering = Rendering::default();
    let templates = match Templates::new(overrides, sources) {
        Ok(templates) => Some(templates),
        Err(findings) => {
            rendering.findings = findings;
            None
        }
    };
    for &kind in kinds {
        match View::of(dossier, kind, sources) {
            Ok((name, view, findings)) => {
                // Words that are in doubt would only bring more mistakes to light in vain.
                let is_sound = !findings.iter().any(Diagnostic::is_error);
                rendering.findings.extend(findings);
                match templates.as_ref().filter(|_| is_sound) {
                    Some(templates) => {
                        rendering.document(dossier, kind, (name, view), templates, sources);
                    }
                    None => rendering.drafts.push(Draft { view, markup: None }),
                }
            }
            Err(finding) => rendering.findings.push(*finding),
        }
    }
    rendering
}

impl Rendering {
    /// Adds a document, or the draft of it and what stopped it.
    fn document(
        &mut self,
        dossier: &Dossier,
        kind: DocumentKind,
        (name, view): (String, View),
        templates: &Templates,
        sources: &mut Sources,
    ) {
        let template = format!("{}.xml", kind.name());
        let values = Values::from_serialize(&view).expect("a view is a map of plain values");
        let markup = match templates.markup(&template, &values, sources) {
            Ok(markup) => markup,
            Err(finding) => {
                self.findings.push(finding);
                self.drafts.push(Draft { view, markup: None });
                return;
            }
        };
        match templates.document(&template, &values, &markup, sources) {
            Ok(mut document) => {
                typography::apply(&mut document);
                fitting::apply(&mut document, &dossier.style);
                pagination::apply(&mut document);
                self.documents.push(Rendered {
                    kind,
                    name,
                    view,
                    markup,
                    document,
                });
            }
            Err(findings) => {
                self.findings.extend(findings);
                let markup = Some(markup);
                self.drafts.push(Draft { view, markup });
            }
        }
    }
}

/// What one document says: the values its template gets.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct View(Content);

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Content {
    Order(Box<OrderDocument>),
    Plan(Box<PlanDocument>),
}

/// What a template of an order gets.
#[derive(Debug, Serialize)]
struct OrderDocument {
    document: Properties,
    order: OrderView,
    appendices: Vec<AppendixView>,
}

/// What a template of a plan gets.
#[derive(Debug, Serialize)]
struct PlanDocument {
    document: Properties,
    plan: PlanView,
    /// The head it bears as an appendix, if an order attaches it.
    appendix: Option<AppendixHead>,
    /// That order.
    order: Option<OrderView>,
}

/// Properties of the file.
#[derive(Debug, Serialize)]
struct Properties {
    title: String,
    subject: String,
    author: String,
}

impl View {
    /// The name and the view of a document, and what is in doubt about it.
    ///
    /// # Errors
    /// A finding if there are no data for it.
    fn of(
        dossier: &Dossier,
        kind: DocumentKind,
        sources: &Sources,
    ) -> Result<(String, Self, Vec<Diagnostic>), Box<Diagnostic>> {
        let mut context = Context::new(dossier, sources);
        let made = match kind {
            DocumentKind::Order => dossier
                .order
                .as_ref()
                .map(|order| order_document(&mut context, order)),
            DocumentKind::Plan => dossier
                .plan
                .as_ref()
                .map(|plan| plan_document(&mut context, plan)),
        };
        match made {
            Some((name, content)) => Ok((name, Self(content), context.findings)),
            None => Err(Box::new(missing(dossier, kind))),
        }
    }
}

fn order_document(context: &mut Context<'_>, order: &Order) -> (String, Content) {
    let view = context.order(order);
    let title = view.title.join(" ");
    let name = format!("Приказ № {} от {}", view.number, view.date);
    let document = OrderDocument {
        document: Properties {
            title: typography::text(&format!(
                "Приказ от {} № {} «{title}»",
                view.date, view.number
            )),
            subject: typography::text(&title),
            author: typography::text(&context.dossier.department.name),
        },
        appendices: context.appendices(order),
        order: view,
    };
    (name, Content::Order(Box::new(document)))
}

fn plan_document(context: &mut Context<'_>, plan: &Plan) -> (String, Content) {
    let view = context.plan(plan);
    let name = plan::file_name(&view);
    let order = context
        .dossier
        .order
        .as_ref()
        .filter(|order| order.attaches_plan());
    let appendix = order.and_then(|order| context.head_of_plan(order));
    let document = PlanDocument {
        document: Properties {
            title: typography::text(&view.title.join(" ")),
            subject: typography::text(&upper_first(&view.kind)),
            author: typography::text(&context.dossier.department.name),
        },
        plan: view,
        appendix,
        order: order.map(|order| context.order(order)),
    };
    (name, Content::Plan(Box::new(document)))
}

fn missing(dossier: &Dossier, kind: DocumentKind) -> Diagnostic {
    let (what, file) = match kind {
        DocumentKind::Order => ("приказа", "order.yaml"),
        DocumentKind::Plan => ("плана", "plan.yaml"),
    };
    let message = format!("в деле «{}» нет данных для {what}", dossier.name);
    let hint = format!("добавьте файл {file} или уберите документ из списка «документы»");
    let asked = dossier.documents.iter().find(|asked| asked.value == kind);
    match asked {
        Some(asked) => Diagnostic::error("no-data", asked.span, message).hint(hint),
        None => Diagnostic::error_without_place("no-data", message).hint(hint),
    }
}
