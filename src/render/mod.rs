//! Dossier → view → markup → document tree.
//!
//! A view says what one document says, in plain values; a template words it; the
//! markup that comes out is read into the tree that all writers take.

mod agenda;
mod analysis;
mod context;
mod fill;
mod indicator_tables;
mod indicators;
mod marks;
mod order;
mod origin;
mod plan;
mod prose;
mod reminder;
mod report;
mod rows;
mod school_report;
mod templates;
mod which;

use serde::Serialize;
use tera::Context as Values;

pub use agenda::{Agenda, Reports, SchoolStanding, State, Task, agenda};
pub use rows::row_titles;
pub use templates::BUILT_IN;
pub use which::{About, Scope, Which, asked, possible, remind_by, these, without_repeats};

use crate::diagnostic::{Diagnostic, SourceId, Sources};
use crate::document::{Document, fitting, pagination, typography};
use crate::language::numeric;
use crate::model::{DocumentKind, Dossier, Ledger, Order, Plan, Reporting, School};
use crate::workbook::Workbook;
use analysis::AnalysisView;
use context::{Context, upper_first};
use indicator_tables::IndicatorsView;
use order::{AppendixHead, AppendixView, OrderView};
use plan::PlanView;
use reminder::ReminderView;
use report::ReportView;
use school_report::SchoolReportView;
use templates::Templates;

/// A document on its way from facts to pages.
#[derive(Debug)]
pub struct Rendered {
    /// Which document.
    pub which: Which,
    /// The file's name without ending, as data give it (not yet safe for a disk).
    pub name: String,
    /// What the template was given.
    pub view: View,
    /// What the template gave.
    pub markup: String,
    /// The tree, with typography and page rules applied.
    pub document: Document,
}

/// A workbook on its way from facts to cells.
#[derive(Debug)]
pub struct RenderedWorkbook<'a> {
    /// Which document.
    pub which: Which,
    /// The file's name without ending.
    pub name: String,
    /// What it holds.
    pub workbook: Workbook<'a>,
}

/// What came of rendering.
#[derive(Debug, Default)]
pub struct Rendering {
    /// The documents without errors.
    pub documents: Vec<Rendered>,
    /// The workbooks that [`workbook`] gives.
    pub workbooks: Vec<Which>,
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

/// Renders documents of a dossier; one with an error is a draft. `ledger` is that of the
/// period reported on.
pub fn render(
    dossier: &Dossier,
    documents: &[Which],
    ledger: Option<&Ledger<'_>>,
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
    for &which in documents {
        if which.kind == DocumentKind::Indicators {
            rendering.workbook(dossier, which, sources);
            continue;
        }
        match View::of(dossier, which, ledger, sources) {
            Ok((name, view, findings)) => {
                // Words that are in doubt would only bring more mistakes to light in vain.
                let is_sound = !findings.iter().any(Diagnostic::is_error);
                rendering.findings.extend(findings);
                match templates.as_ref().filter(|_| is_sound) {
                    Some(templates) => {
                        rendering.document(dossier, which, (name, view), templates, sources);
                    }
                    None => rendering.drafts.push(Draft { view, markup: None }),
                }
            }
            Err(finding) => rendering.findings.push(*finding),
        }
    }
    rendering
}

/// A workbook of a dossier; `None` without its data.
pub fn workbook<'a>(
    dossier: &'a Dossier,
    which: Which,
    sources: &Sources,
) -> Option<RenderedWorkbook<'a>> {
    let (name, workbook) = indicators::workbook(dossier, sources)?;
    Some(RenderedWorkbook {
        which,
        name,
        workbook,
    })
}

impl Rendering {
    /// Adds the workbook of indicators, or why there can be none.
    fn workbook(&mut self, dossier: &Dossier, which: Which, sources: &Sources) {
        if dossier.indicators.is_none() {
            self.findings.push(missing(dossier, which.kind));
            return;
        }
        self.findings
            .extend(indicators::too_large(dossier, sources));
        self.workbooks.push(which);
    }

    /// Adds a document, or the draft of it and what stopped it.
    fn document(
        &mut self,
        dossier: &Dossier,
        which: Which,
        (name, view): (String, View),
        templates: &Templates,
        sources: &mut Sources,
    ) {
        let template = format!("{}.xml", which.kind.name());
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
                    which,
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
    Report(Box<ReportDocument>),
    SchoolReport(Box<SchoolReportDocument>),
    Reminder(Box<ReminderDocument>),
    Analysis(Box<AnalysisDocument>),
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
    /// The indicators of the dossier, if it has any.
    indicators: Option<IndicatorsView>,
}

/// What a template of a consolidated report gets.
#[derive(Debug, Serialize)]
struct ReportDocument {
    document: Properties,
    report: ReportView,
    /// The indicators of the dossier, if it has any.
    indicators: Option<IndicatorsView>,
}

/// What a template of a school's report gets.
#[derive(Debug, Serialize)]
struct SchoolReportDocument {
    document: Properties,
    report: SchoolReportView,
}

/// What a template of a reminder gets.
#[derive(Debug, Serialize)]
struct ReminderDocument {
    document: Properties,
    reminder: ReminderView,
}

/// What a template of an analysis gets.
#[derive(Debug, Serialize)]
struct AnalysisDocument {
    document: Properties,
    analysis: AnalysisView,
    indicators: IndicatorsView,
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
        which: Which,
        ledger: Option<&Ledger<'_>>,
        sources: &Sources,
    ) -> Result<(String, Self, Vec<Diagnostic>), Box<Diagnostic>> {
        let mut context = Context::new(dossier, sources);
        match content(&mut context, which, ledger) {
            Some((name, content)) => Ok((name, Self(content), context.findings)),
            None => Err(Box::new(missing(dossier, which.kind))),
        }
    }
}

/// The name and the content of a document; `None` if there are no data for it.
fn content(
    context: &mut Context<'_>,
    which: Which,
    ledger: Option<&Ledger<'_>>,
) -> Option<(String, Content)> {
    let dossier = context.dossier;
    let school = || match which.about {
        About::School(place) => dossier.schools.get(place).map(|school| (place, school)),
        _ => None,
    };
    match which.kind {
        DocumentKind::Order => Some(order_document(context, dossier.order.as_ref()?)),
        DocumentKind::Plan => Some(plan_document(context, dossier.plan.as_ref()?)),
        DocumentKind::Report => {
            let reporting = dossier.reporting.as_ref()?;
            Some(report_document(context, reporting, ledger?))
        }
        DocumentKind::SchoolReport => {
            let school = school()?;
            Some(school_report_document(context, ledger?, school))
        }
        DocumentKind::Reminder => {
            let (reporting, school) = (dossier.reporting.as_ref()?, school()?);
            Some(reminder_document(context, reporting, ledger?, school))
        }
        // A workbook has no template.
        DocumentKind::Indicators => None,
        DocumentKind::Analysis => analysis_document(context),
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
        indicators: context.indicators(),
    };
    (name, Content::Plan(Box::new(document)))
}

fn report_document(
    context: &mut Context<'_>,
    reporting: &Reporting,
    ledger: &Ledger<'_>,
) -> (String, Content) {
    let view = context.report(reporting, ledger, &report::rows(ledger));
    let name = format!("Сводный отчёт на {}", view.as_of);
    let document = ReportDocument {
        document: Properties {
            title: typography::text(&view.title.join(" ")),
            subject: typography::text(&name),
            author: typography::text(&context.dossier.department.name),
        },
        report: view,
        indicators: context.indicators(),
    };
    (name, Content::Report(Box::new(document)))
}

fn school_report_document(
    context: &mut Context<'_>,
    ledger: &Ledger<'_>,
    (place, school): (usize, &School),
) -> (String, Content) {
    let view = context.school_report(ledger, place, school);
    let name = format!("Отчёт {} на {}", school.name.value, view.as_of);
    let document = SchoolReportDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text("Отчёт об исполнении"),
            author: typography::text(&view.school),
        },
        report: view,
    };
    (name, Content::SchoolReport(Box::new(document)))
}

fn reminder_document(
    context: &mut Context<'_>,
    reporting: &Reporting,
    ledger: &Ledger<'_>,
    school: (usize, &School),
) -> (String, Content) {
    let view = context.reminder(reporting, ledger, school);
    let as_of = numeric(ledger.period.as_of());
    let name = format!("Напоминание {} об отчёте на {as_of}", view.school);
    let document = ReminderDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text("О представлении отчёта"),
            author: typography::text(&context.dossier.department.name),
        },
        reminder: view,
    };
    (name, Content::Reminder(Box::new(document)))
}

fn analysis_document(context: &mut Context<'_>) -> Option<(String, Content)> {
    let (analysis, indicators) = context.analysis()?;
    let name = match analysis.period.as_str() {
        "" => "Аналитическая справка".to_owned(),
        period => format!("Аналитическая справка на {period}"),
    };
    let document = AnalysisDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text(&indicators.title),
            author: typography::text(&context.dossier.department.name),
        },
        analysis,
        indicators,
    };
    Some((name, Content::Analysis(Box::new(document))))
}

fn missing(dossier: &Dossier, kind: DocumentKind) -> Diagnostic {
    let (what, data) = match kind {
        DocumentKind::Order => ("приказа", "файл order.yaml"),
        DocumentKind::Plan => ("плана", "файл plan.yaml"),
        DocumentKind::Report | DocumentKind::SchoolReport | DocumentKind::Reminder => {
            ("отчётов", "в dossier.yaml раздел «отчётность»")
        }
        DocumentKind::Indicators => ("таблицы показателей", "файл indicators.yaml"),
        DocumentKind::Analysis => (
            "аналитической справки",
            "в indicators.yaml значения за второй год или планы",
        ),
    };
    let message = format!("в деле «{}» нет данных для {what}", dossier.name);
    let hint = format!("добавьте {data} или уберите документ из списка «документы»");
    let asked = dossier.documents.iter().find(|asked| asked.value == kind);
    match asked {
        Some(asked) => Diagnostic::error("no-data", asked.span, message).hint(hint),
        None => Diagnostic::error_without_place("no-data", message).hint(hint),
    }
}
