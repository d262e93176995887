//! Dossier → view → markup → document tree.
//!
//! A view says what one document says, in plain values; a template words it; the
//! markup that comes out is read into the tree that all writers take.

mod agenda;
mod amendment;
mod analysis;
mod comparison;
mod context;
mod fill;
mod indicator_tables;
mod indicators;
mod manuscript;
mod marks;
mod order;
mod origin;
mod plan;
mod programme;
mod reminder;
mod report;
mod rows;
mod school_programme;
mod school_report;
mod templates;
mod which;

use serde::Serialize;
use tera::Context as Values;

pub use agenda::{Agenda, Reports, SchoolStanding, State, Task, agenda};
pub use comparison::name_points;
pub use rows::row_titles;
pub use templates::BUILT_IN;
pub use which::{About, Scope, Which, asked, possible, remind_by, these, without_repeats};

use crate::diagnostic::{Diagnostic, SourceId, Sources};
use crate::document::compare::{Attribution, compare};
use crate::document::{Document, fitting, pagination, typography};
use crate::language::numeric;
use crate::model::{
    DocumentKind, Dossier, Edition, Ledger, Order, Plan, Programme, Reporting, School,
    SchoolProgramme,
};
use crate::style::Style;
use crate::workbook::Workbook;
use amendment::{
    AcquaintanceView, AmendmentView, ChangesView, LetterView, RestatedView, Step, steps,
};
use analysis::AnalysisView;
use comparison::ComparisonDocument;
use context::{Context, upper_first};
use indicator_tables::IndicatorsView;
use order::{AppendixHead, AppendixView, OrderView};
use plan::PlanView;
use programme::ProgrammeView;
use reminder::ReminderView;
use report::ReportView;
use school_programme::SchoolProgrammeView;
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
    /// What the DOCX shows instead: two editions as one, with tracked changes.
    pub tracked: Option<Tracked>,
}

/// Two editions of a document as one.
#[derive(Debug, Serialize)]
pub struct Tracked {
    /// The tree, with what only one of them has marked.
    pub document: Document,
    /// Whose changes they are.
    pub by: Attribution,
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
    let steps = steps(dossier);
    for &which in documents {
        if which.kind == DocumentKind::Indicators {
            rendering.workbook(dossier, which, sources);
            continue;
        }
        if which.kind == DocumentKind::Comparison {
            rendering.comparison(dossier, (which, &steps), templates.as_ref(), sources);
            continue;
        }
        match View::of(dossier, (which, &steps), ledger, sources) {
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

    /// Adds the comparison of the editions on both sides of an amendment: a table, and for
    /// Word the new edition with tracked changes.
    fn comparison(
        &mut self,
        dossier: &Dossier,
        (which, steps): (Which, &[Step<'_>]),
        templates: Option<&Templates>,
        sources: &mut Sources,
    ) {
        let Some(step) = step_of(steps, which.about) else {
            self.findings.push(missing(dossier, which.kind));
            return;
        };
        let Some(templates) = templates else {
            return;
        };
        let editions = [step.before, step.after];
        let [old, new] =
            editions.map(|edition| order_in_edition(dossier, edition, templates, sources));
        // What is wrong with them is told with the order and the consolidated copy.
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let mut compared = compare(&old, &new);
        name_points(step.order, &mut compared.changes);
        if let Some(order) = &step.after.order {
            name_points(order, &mut compared.changes);
        }
        let (name, view) = comparison::view(dossier, step, &compared.changes);
        let view = View(Content::Comparison(Box::new(view)));
        let before = self.documents.len();
        self.document(dossier, which, (name, view), templates, sources);
        if let Some(rendered) = self.documents.get_mut(before) {
            rendered.tracked = Some(Tracked {
                document: compared.tracked,
                by: Attribution {
                    author: dossier.department.name.value.clone(),
                    date: Some(step.amendment.date.value.0),
                },
            });
        }
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
                lay_out(&mut document, &dossier.style);
                self.documents.push(Rendered {
                    which,
                    name,
                    view,
                    markup,
                    document,
                    tracked: None,
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

/// The order with its appendices as an edition has them, without saying which it is.
fn order_in_edition(
    dossier: &Dossier,
    edition: &Edition,
    templates: &Templates,
    sources: &mut Sources,
) -> Option<Document> {
    let mut context = Context::new(dossier, sources).in_edition(edition, 0);
    let (_, content) = order_document(&mut context, edition.order.as_ref()?);
    let template = format!("{}.xml", DocumentKind::Order.name());
    let values = Values::from_serialize(&View(content)).expect("a view is a map of plain values");
    let markup = templates.markup(&template, &values, sources).ok()?;
    let mut document = templates
        .document(&template, &values, &markup, sources)
        .ok()?;
    lay_out(&mut document, &dossier.style);
    Some(document)
}

/// Typography and page rules for a document as its template gave it.
fn lay_out(document: &mut Document, style: &Style) {
    typography::apply(document);
    fitting::apply(document, style);
    pagination::apply(document);
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
    Programme(Box<ProgrammeDocument>),
    SchoolProgramme(Box<SchoolProgrammeDocument>),
    Amendment(Box<AmendmentDocument>),
    Consolidated(Box<ConsolidatedDocument>),
    Comparison(Box<ComparisonDocument>),
    Acquaintance(Box<AcquaintanceDocument>),
    Letter(Box<LetterDocument>),
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

/// What a template of a programme gets.
#[derive(Debug, Serialize)]
struct ProgrammeDocument {
    document: Properties,
    programme: ProgrammeView,
}

/// What a template of a school's programme gets.
#[derive(Debug, Serialize)]
struct SchoolProgrammeDocument {
    document: Properties,
    programme: SchoolProgrammeView,
}

/// What a template of an amending order gets.
#[derive(Debug, Serialize)]
struct AmendmentDocument {
    document: Properties,
    amendment: AmendmentView,
    /// Appendices given anew.
    restated: Vec<RestatedView>,
}

/// What a template of the order in force gets.
#[derive(Debug, Serialize)]
struct ConsolidatedDocument {
    document: Properties,
    order: OrderView,
    appendices: Vec<AppendixView>,
    /// What each amendment changed.
    changes: Vec<ChangesView>,
}

/// What a template of an acquaintance sheet gets.
#[derive(Debug, Serialize)]
struct AcquaintanceDocument {
    document: Properties,
    acquaintance: AcquaintanceView,
}

/// What a template of a letter on changes gets.
#[derive(Debug, Serialize)]
struct LetterDocument {
    document: Properties,
    letter: LetterView,
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
    fn of<'a>(
        dossier: &'a Dossier,
        (which, steps): (Which, &[Step<'a>]),
        ledger: Option<&Ledger<'_>>,
        sources: &'a Sources,
    ) -> Result<(String, Self, Vec<Diagnostic>), Box<Diagnostic>> {
        let mut context = Context::new(dossier, sources);
        context = match (which.kind, step_of(steps, which.about)) {
            (_, Some(step)) => context.in_edition(step.after, step.index),
            (DocumentKind::Order | DocumentKind::Acquaintance, None) => {
                match dossier.amendments.signed() {
                    Some(signed) => context.in_edition(signed, 0),
                    None => context,
                }
            }
            _ => context,
        };
        match content(&mut context, which, ledger, steps) {
            Some((name, content)) => Ok((name, Self(content), context.findings)),
            None => Err(Box::new(missing(dossier, which.kind))),
        }
    }
}

/// The name and the content of a document; `None` if there are no data for it.
fn content<'a>(
    context: &mut Context<'a>,
    which: Which,
    ledger: Option<&Ledger<'_>>,
    steps: &[Step<'a>],
) -> Option<(String, Content)> {
    let dossier = context.dossier;
    let school = || match which.about {
        About::School(place) => dossier.schools.get(place).map(|school| (place, school)),
        _ => None,
    };
    match which.kind {
        DocumentKind::Order => Some(order_document(context, dossier.signed_order()?)),
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
        DocumentKind::Programme => Some(programme_document(context, dossier.programme.as_ref()?)),
        DocumentKind::SchoolProgramme => {
            let programme = dossier.school_programme.as_ref()?;
            Some(school_programme_document(context, programme, school()?))
        }
        DocumentKind::Amendment => amendment_document(context, step_of(steps, which.about)?),
        DocumentKind::Consolidated => {
            consolidated_document(context, dossier.order.as_ref()?, steps)
        }
        DocumentKind::Comparison => None,
        DocumentKind::Acquaintance => acquaintance_document(context, step_of(steps, which.about)),
        DocumentKind::Letter => letter_document(context, step_of(steps, which.about)?, which.about),
    }
}

/// The amendment that a document is about, with the editions on both sides of it.
fn step_of<'s, 'a>(steps: &'s [Step<'a>], about: About) -> Option<&'s Step<'a>> {
    match about {
        About::Amendment(index) | About::Touched(index, _) => {
            steps.iter().find(|step| step.index == index)
        }
        About::All | About::School(_) => None,
    }
}

fn amendment_document<'a>(context: &mut Context<'a>, step: &Step<'a>) -> Option<(String, Content)> {
    let (view, restated) = context.amendment(step);
    let name = format!("Приказ № {} от {} (изменения)", view.number, view.date);
    let document = AmendmentDocument {
        document: Properties {
            title: typography::text(&format!(
                "Приказ от {} № {} «{}»",
                view.date, view.number, view.title
            )),
            subject: typography::text(&view.title),
            author: typography::text(&context.dossier.department.name),
        },
        amendment: view,
        restated,
    };
    Some((name, Content::Amendment(Box::new(document))))
}

fn consolidated_document<'a>(
    context: &mut Context<'a>,
    order: &'a Order,
    steps: &[Step<'a>],
) -> Option<(String, Content)> {
    let dossier = context.dossier;
    let last = dossier.amendments.all.last()?;
    let changes = context.changes_by_order(steps);
    let view = context.order(order);
    let name = format!(
        "Приказ № {} от {} (в редакции от {})",
        view.number,
        view.date,
        numeric(last.date.value.0)
    );
    let document = ConsolidatedDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text(&view.title.join(" ")),
            author: typography::text(&dossier.department.name),
        },
        appendices: context.appendices(order),
        order: view,
        changes,
    };
    Some((name, Content::Consolidated(Box::new(document))))
}

fn acquaintance_document<'a>(
    context: &mut Context<'a>,
    step: Option<&Step<'a>>,
) -> Option<(String, Content)> {
    let dossier = context.dossier;
    let (view, number, date) = match step {
        Some(step) => {
            let (number, date) = (step.amendment.number.trim(), step.amendment.date.value.0);
            (context.acquaintance_with_change(step), number, date)
        }
        None => {
            let order = dossier.signed_order()?;
            (
                context.acquaintance(order),
                order.number.trim(),
                order.date.value.0,
            )
        }
    };
    let name = format!(
        "Лист ознакомления с приказом № {number} от {}",
        numeric(date)
    );
    let document = AcquaintanceDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text("Лист ознакомления"),
            author: typography::text(&dossier.department.name),
        },
        acquaintance: view,
    };
    Some((name, Content::Acquaintance(Box::new(document))))
}

fn letter_document<'a>(
    context: &mut Context<'a>,
    step: &Step<'a>,
    about: About,
) -> Option<(String, Content)> {
    let About::Touched(_, party) = about else {
        return None;
    };
    let view = context.letter(step, party)?;
    let number = step.amendment.number.trim();
    let name = format!("Письмо об изменениях по приказу № {number}, {}", view.party);
    let document = LetterDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text("Об изменениях в приказе"),
            author: typography::text(&context.dossier.department.name),
        },
        letter: view,
    };
    Some((name, Content::Letter(Box::new(document))))
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
        period => format!("Аналитическая справка за {period}"),
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

fn programme_document(context: &mut Context<'_>, programme: &Programme) -> (String, Content) {
    let view = context.programme(programme);
    let name = view.title.join(" ");
    let document = ProgrammeDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text(&upper_first(&programme.kind)),
            author: typography::text(&context.dossier.department.name),
        },
        programme: view,
    };
    (name, Content::Programme(Box::new(document)))
}

fn school_programme_document(
    context: &mut Context<'_>,
    programme: &SchoolProgramme,
    (place, school): (usize, &School),
) -> (String, Content) {
    let view = context.school_programme(programme, place, school);
    let name = school_programme::file_name(&view);
    let document = SchoolProgrammeDocument {
        document: Properties {
            title: typography::text(&name),
            subject: typography::text(&view.title.join(" ")),
            author: typography::text(&view.school),
        },
        programme: view,
    };
    (name, Content::SchoolProgramme(Box::new(document)))
}

fn missing(dossier: &Dossier, kind: DocumentKind) -> Diagnostic {
    let (what, data) = match kind {
        DocumentKind::Order => ("приказа", "файл order.yaml"),
        DocumentKind::Plan => ("плана", "файл plan.yaml"),
        DocumentKind::Report | DocumentKind::SchoolReport | DocumentKind::Reminder => {
            ("отчётов", "в dossier.yaml раздел «отчётность»")
        }
        DocumentKind::Indicators => ("таблицы показателей", "файл indicators.yaml"),
        DocumentKind::Amendment
        | DocumentKind::Consolidated
        | DocumentKind::Comparison
        | DocumentKind::Letter => (
            "документов об изменениях",
            "изменяющий приказ в папку amendments",
        ),
        DocumentKind::Acquaintance => ("листа ознакомления", "файл order.yaml"),
        DocumentKind::Analysis => (
            "аналитической справки",
            "в indicators.yaml значения за второй год или планы",
        ),
        DocumentKind::Programme => ("программы", "файл programme.yaml"),
        DocumentKind::SchoolProgramme => {
            ("программ школ", "в dossier.yaml раздел «программы школ»")
        }
    };
    let message = format!("в деле «{}» нет данных для {what}", dossier.name);
    let hint = format!("добавьте {data} или уберите документ из списка «документы»");
    let asked = dossier.documents.iter().find(|asked| asked.value == kind);
    match asked {
        Some(asked) => Diagnostic::error("no-data", asked.span, message).hint(hint),
        None => Diagnostic::error_without_place("no-data", message).hint(hint),
    }
}
