//! What can be written on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::build::Format;
use crate::load::FileKind;
use crate::model::DocumentKind;

/// The whole command line. Doc comments of fields and variants here are the help
/// that users read, hence Russian.
#[derive(Debug, Parser)]
#[command(
    name = "dyak",
    version,
    about = "Дьяк: документы дорожной карты поддержки школ из одного дела",
    after_help = "Коды завершения: 0 — сделано; 1 — в данных есть ошибки; 2 — команда записана неверно; 3 — помешала система (диск, права).",
    disable_help_subcommand = true,
    subcommand_required = true
)]
pub struct Cli {
    #[arg(
        long,
        global = true,
        value_name = "КОГДА",
        default_value = "auto",
        help = "Цвет в сообщениях: auto, always или never"
    )]
    pub(super) color: Color,
    #[arg(short, long, global = true, help = "Не печатать ничего, кроме ошибок")]
    pub(super) quiet: bool,
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "quiet",
        help = "Рассказать, почему каждый файл записан или оставлен и сколько это заняло"
    )]
    pub(super) verbose: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Создать новое дело с пояснениями
    New(NewArgs),
    /// Проверить дело
    Check(CheckArgs),
    /// Сделать документы: DOCX и PDF
    Build(BuildArgs),
    /// Следить за делом и переделывать документы при каждом сохранении
    Watch(WatchArgs),
    /// Показать, как документ получается: данные, разметку, дерево, Typst
    Show(ShowArgs),
    /// Сделать бланки XLSX, которые заполняют школы
    Form(FormArgs),
    /// Внести в дело заполненные школами бланки
    Collect(CollectArgs),
    /// Что просрочено, что скоро и кто за что отвечает
    Status(StatusArgs),
    /// Сроки: понять запись, назначить новый, сдвинуть
    Deadline(DeadlineArgs),
    /// Что изменилось в приказе и плане между двумя редакциями
    Diff(DiffArgs),
    /// Встроенные шаблоны: список, просмотр, копия для правки
    Template(TemplateArgs),
    /// JSON Schema файлов дела, для подсказок в редакторе
    Schema(SchemaArgs),
    /// Дополнение команд для оболочки
    Completions(CompletionsArgs),
    /// Страница руководства man
    Man,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Args, Debug)]
pub(super) struct NewArgs {
    #[arg(value_name = "ПАПКА", help = "Новая папка для дела")]
    pub(super) folder: PathBuf,
    #[arg(
        long,
        value_name = "ИМЯ",
        help = "Взять за образец готовое дело: belomorsk-2022, roadmap-2020, luga-2021-2022, sorsk-2020-2023 или vyborg-2019-2021"
    )]
    pub(super) example: Option<String>,
}

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    #[arg(
        value_name = "ДЕЛО",
        default_value = ".",
        help = "Папки дел; без них — текущая папка"
    )]
    pub(super) dossiers: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "КОД",
        help = "Объяснить правило: что, почему, как исправить"
    )]
    pub(super) explain: Option<String>,
    #[arg(
        long,
        value_name = "ЧТО",
        help = "warnings: считать предупреждения ошибками"
    )]
    pub(super) deny: Option<Deny>,
    #[arg(
        long,
        help = "Исправить в файлах дела то, что исправляется однозначно, и проверить ещё раз"
    )]
    pub(super) fix: bool,
    #[arg(
        long,
        value_name = "ВИД",
        default_value = "full",
        help = "Вид сообщений: full (со строкой файла), short (по одной строке), json"
    )]
    pub(super) format: FindingFormat,
    #[arg(long, conflicts_with = "format", help = "То же, что --format json")]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct FormArgs {
    #[arg(
        value_name = "ДЕЛО",
        default_value = ".",
        help = "Папка дела; без неё — текущая папка"
    )]
    pub(super) dossier: PathBuf,
    #[arg(
        long,
        value_name = "ID,…",
        value_delimiter = ',',
        help = "Только для этих школ; без указания — для всех, кто отчитывается"
    )]
    pub(super) school: Vec<String>,
    #[arg(
        long,
        value_name = "ID",
        help = "Отчётный период; без указания — последний, по которому уже пора отчитываться"
    )]
    pub(super) period: Option<String>,
    #[arg(
        short,
        long,
        value_name = "ПАПКА",
        default_value = "output",
        help = "Куда складывать бланки; без указания — output"
    )]
    pub(super) output: PathBuf,
    #[arg(
        long,
        help = "Заменить и те файлы, которые создала или изменила не программа"
    )]
    pub(super) force: bool,
    #[arg(long, help = "Напечатать итог в JSON")]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct CollectArgs {
    #[arg(value_name = "ДЕЛО", required = true, help = "Папка дела")]
    pub(super) dossier: PathBuf,
    #[arg(
        value_name = "БЛАНК",
        required = true,
        num_args = 1..,
        help = "Заполненные бланки .xlsx или папки с ними"
    )]
    pub(super) forms: Vec<PathBuf>,
    #[arg(
        long,
        help = "Внести верно заполненные строки, даже если в других есть ошибки"
    )]
    pub(super) accept_valid: bool,
    #[arg(long, help = "Только показать, что изменится; ничего не записывать")]
    pub(super) dry_run: bool,
    #[arg(long, help = "Напечатать итог в JSON")]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct StatusArgs {
    #[arg(
        value_name = "ДЕЛО",
        default_value = ".",
        help = "Папки дел; без них — текущая папка"
    )]
    pub(super) dossiers: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "ДАТА",
        help = "На какой день: 15.03.2022; без указания — на сегодня"
    )]
    pub(super) as_of: Option<String>,
    #[arg(
        long,
        value_name = "ЧИСЛО",
        default_value_t = 30,
        help = "Сколько дней вперёд считать ближайшими; без указания — 30"
    )]
    pub(super) days: u32,
    #[arg(long, help = "Ответ для программ")]
    pub(super) json: bool,
    #[arg(
        long,
        value_name = "ФАЙЛ",
        help = "Записать сроки календарём .ics: его принимают Outlook и Яндекс Календарь"
    )]
    pub(super) ics: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct DeadlineArgs {
    #[command(subcommand)]
    pub(super) command: DeadlineCommand,
}

/// What can be done with deadlines.
#[derive(Debug, Subcommand)]
pub(super) enum DeadlineCommand {
    /// Объяснить запись срока: вид, дни, повторение, замечания
    Explain(ExplainArgs),
    /// Записать новый срок мероприятия или пункта приказа
    Set(SetArgs),
    /// Сдвинуть сроки мероприятий или пунктов приказа
    Shift(ShiftArgs),
}

#[derive(Args, Debug)]
pub(super) struct SetArgs {
    #[arg(value_name = "ДЕЛО", help = "Папка дела")]
    pub(super) dossier: PathBuf,
    #[arg(
        value_name = "МЕРОПРИЯТИЕ",
        help = "id или номер мероприятия; с ключом --point — номер пункта приказа"
    )]
    pub(super) address: String,
    #[arg(
        value_name = "СРОК",
        help = "Новый срок, как он будет напечатан: «до 15.09.2021», «Март, май 2022»"
    )]
    pub(super) phrase: String,
    #[arg(
        long,
        value_name = "ЧИСЛО",
        requires = "point",
        help = "Который срок пункта, если их несколько: 1, 2…"
    )]
    pub(super) nth: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

#[derive(Args, Debug)]
pub(super) struct ShiftArgs {
    #[arg(value_name = "ДЕЛО", help = "Папка дела")]
    pub(super) dossier: PathBuf,
    #[arg(
        value_name = "МЕРОПРИЯТИЕ",
        required = true,
        num_args = 1..,
        help = "id или номера мероприятий; с ключом --point — номера пунктов приказа"
    )]
    pub(super) addresses: Vec<String>,
    #[arg(
        long,
        value_name = "НАСКОЛЬКО",
        allow_hyphen_values = true,
        help = "На сколько: 10d (дни), 2w (недели), 1mo (месяцы); -1w — на неделю раньше. Можно и по-русски: 10дн, 2нед, 1мес"
    )]
    pub(super) by: String,
    #[arg(
        long,
        help = "День, который выпал на выходной, перенести на ближайший рабочий после него"
    )]
    pub(super) workdays: bool,
    #[command(flatten)]
    pub(super) change: ChangeArgs,
}

/// How a change of deadlines is made.
#[derive(Args, Debug)]
pub(super) struct ChangeArgs {
    #[arg(long, help = "Речь о пункте приказа, а не о мероприятии плана")]
    pub(super) point: bool,
    #[arg(
        long,
        value_name = "НОМЕР",
        requires = "dated",
        help = "Приказ подписан: номер изменяющего приказа. Если такой уже есть, изменение добавляется в него"
    )]
    pub(super) order: Option<String>,
    #[arg(
        long,
        value_name = "ДАТА",
        requires = "order",
        help = "Дата изменяющего приказа: 15.06.2022"
    )]
    pub(super) dated: Option<String>,
    #[arg(
        long,
        value_name = "ТЕКСТ",
        requires = "order",
        help = "Причина: «В связи с …», «В целях …» или «Во исполнение …»; печатается перед словом «ПРИКАЗЫВАЮ»"
    )]
    pub(super) reason: Option<String>,
    #[arg(
        long,
        help = "Только показать, что изменится и какие документы это затронет; ничего не записывать"
    )]
    pub(super) dry_run: bool,
}

#[derive(Args, Debug)]
pub(super) struct DiffArgs {
    #[arg(
        value_name = "ДЕЛО",
        default_value = ".",
        help = "Папка дела; без неё — текущая папка"
    )]
    pub(super) dossier: PathBuf,
    #[arg(
        long,
        value_name = "ДАТА",
        help = "Редакция на какой день прежняя: 01.06.2022; без указания — как подписано"
    )]
    pub(super) from: Option<String>,
    #[arg(
        long,
        value_name = "ДАТА",
        help = "Редакция на какой день новая; без указания — со всеми изменениями"
    )]
    pub(super) to: Option<String>,
    #[arg(long, help = "Ответ для программ")]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    #[arg(
        value_name = "СРОК",
        help = "Срок, как он записан в плане. Без него строки «период<TAB>срок» читаются со стандартного ввода"
    )]
    pub(super) phrase: Option<String>,
    #[arg(
        long,
        value_name = "ПЕРИОД",
        help = "Период плана: 2021-09-01..2022-08-31, «2021-2022 учебный год», «2022 год» или none"
    )]
    pub(super) period: Option<String>,
    #[arg(long, help = "Ответ для программ")]
    pub(super) json: bool,
}

/// What `--deny` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Warnings count as errors.
    Warnings,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingFormat {
    /// With the source line.
    Full,
    /// One line each.
    Short,
    /// For programs.
    Json,
}

#[derive(Args, Debug)]
pub(super) struct BuildArgs {
    #[arg(
        value_name = "ДЕЛО",
        default_value = ".",
        help = "Папки дел; без них — текущая папка"
    )]
    pub(super) dossiers: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) choice: ChoiceArgs,
    #[arg(
        long,
        help = "Заменить и те файлы, которые создала или изменила не программа"
    )]
    pub(super) force: bool,
    #[arg(
        long,
        conflicts_with_all = ["only", "formats", "school", "as_of"],
        help = "Убрать файлы документов, которых дело больше не делает; изменённые не программой остаются"
    )]
    pub(super) prune: bool,
    #[arg(long, help = "Напечатать итог в JSON")]
    pub(super) json: bool,
}

#[derive(Args, Debug)]
pub(super) struct WatchArgs {
    #[arg(
        value_name = "ДЕЛО",
        default_value = ".",
        help = "Папка дела; без неё — текущая папка"
    )]
    pub(super) dossier: PathBuf,
    #[command(flatten)]
    pub(super) choice: ChoiceArgs,
}

/// Which documents to make, and where.
#[derive(Args, Debug)]
pub(super) struct ChoiceArgs {
    #[arg(
        short,
        long,
        value_name = "ПАПКА",
        default_value = "output",
        help = "Куда складывать документы; без указания — output"
    )]
    pub(super) output: PathBuf,
    #[arg(
        long,
        value_name = "ВИД,…",
        value_delimiter = ',',
        help = "Только эти документы: order (приказ), plan (план), report (сводный отчёт), school-report (отчёты школ), reminder (напоминания), indicators (таблица показателей), analysis (аналитическая справка), programme (программа), school-programme (программы школ)"
    )]
    pub(super) only: Vec<DocumentName>,
    #[arg(
        long,
        value_name = "ВИД,…",
        value_delimiter = ',',
        help = "Только в этих форматах: docx, pdf, xlsx; без указания — во всех"
    )]
    pub(super) formats: Vec<FormatName>,
    #[command(flatten)]
    pub(super) scope: ScopeArgs,
    #[arg(
        short,
        long,
        value_name = "ЧИСЛО",
        help = "Сколько документов делать одновременно, не больше четырёх на ядро; без указания — по числу ядер"
    )]
    pub(super) jobs: Option<std::num::NonZeroUsize>,
}

/// What narrows the choice of documents.
#[derive(Args, Debug)]
pub(super) struct ScopeArgs {
    #[arg(
        long,
        value_name = "ID",
        help = "Только документы этой школы: её отчёт, напоминание ей"
    )]
    pub(super) school: Option<String>,
    #[arg(
        long,
        value_name = "ID",
        help = "Отчётный период; без указания — последний, день отчёта за который наступил"
    )]
    pub(super) period: Option<String>,
    #[arg(
        long,
        value_name = "ДАТА",
        help = "На какой день делать документы: 15.03.2022; без указания — на сегодня"
    )]
    pub(super) as_of: Option<String>,
}

/// A kind of document as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DocumentName {
    /// The order.
    #[value(alias = "приказ")]
    Order,
    /// The plan.
    #[value(alias = "план")]
    Plan,
    /// The consolidated report.
    #[value(alias = "отчёт")]
    Report,
    /// The report of a school.
    #[value(alias = "отчёты школ")]
    SchoolReport,
    /// The letter to a school that owes something.
    #[value(alias = "напоминания")]
    Reminder,
    /// The workbook of indicators.
    #[value(alias = "показатели")]
    Indicators,
    /// The analysis of indicators.
    #[value(alias = "справка")]
    Analysis,
    /// The programme.
    #[value(alias = "программа")]
    Programme,
    /// The programme of a school.
    #[value(alias = "программы школ")]
    SchoolProgramme,
    /// The amending orders.
    #[value(alias = "изменяющие приказы")]
    Amendment,
    /// The order in force.
    #[value(alias = "действующая редакция")]
    Consolidated,
    /// Before and after each amending order.
    #[value(alias = "сравнения")]
    Comparison,
    /// The sheets of acquaintance.
    #[value(alias = "листы ознакомления")]
    Acquaintance,
    /// The letters on changes.
    #[value(alias = "письма об изменениях")]
    Letter,
}

impl From<DocumentName> for DocumentKind {
    fn from(name: DocumentName) -> Self {
        match name {
            DocumentName::Order => Self::Order,
            DocumentName::Plan => Self::Plan,
            DocumentName::Report => Self::Report,
            DocumentName::SchoolReport => Self::SchoolReport,
            DocumentName::Reminder => Self::Reminder,
            DocumentName::Indicators => Self::Indicators,
            DocumentName::Analysis => Self::Analysis,
            DocumentName::Programme => Self::Programme,
            DocumentName::SchoolProgramme => Self::SchoolProgramme,
            DocumentName::Amendment => Self::Amendment,
            DocumentName::Consolidated => Self::Consolidated,
            DocumentName::Comparison => Self::Comparison,
            DocumentName::Acquaintance => Self::Acquaintance,
            DocumentName::Letter => Self::Letter,
        }
    }
}

/// A format as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    /// For Word.
    Docx,
    /// For the archive.
    Pdf,
    /// For Excel.
    Xlsx,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Docx => Self::Docx,
            FormatName::Pdf => Self::Pdf,
            FormatName::Xlsx => Self::Xlsx,
        }
    }
}

#[derive(Args, Debug)]
pub(super) struct ShowArgs {
    #[arg(
        value_name = "ДЕЛО ДОКУМЕНТ",
        required = true,
        num_args = 1..=2,
        help = "Папка дела (без неё — текущая) и документ: order (приказ), plan (план), report (сводный отчёт), school-report (отчёт школы) или reminder (напоминание)"
    )]
    pub(super) what: Vec<String>,
    #[arg(
        long = "as",
        value_name = "ЧТО",
        default_value = "markup",
        help = "Что показать: view (данные шаблона), markup (разметка), tree (дерево), typst (исходник PDF)"
    )]
    pub(super) form: Form,
    #[command(flatten)]
    pub(super) scope: ScopeArgs,
}

/// The intermediate forms of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// What the template gets.
    View,
    /// What the template gives.
    Markup,
    /// The tree.
    Tree,
    /// The source of the PDF.
    Typst,
}

#[derive(Args, Debug)]
pub(super) struct TemplateArgs {
    #[command(subcommand)]
    pub(super) action: TemplateAction,
}

#[derive(Debug, Subcommand)]
pub(super) enum TemplateAction {
    /// Список встроенных шаблонов
    List,
    /// Напечатать шаблон
    Show {
        #[arg(value_name = "ШАБЛОН", help = "Имя шаблона: order.xml")]
        name: String,
    },
    /// Скопировать шаблон в папку templates дела, чтобы изменить его
    Copy {
        #[arg(value_name = "ШАБЛОН", help = "Имя шаблона: order.xml")]
        name: String,
        #[arg(
            value_name = "ДЕЛО",
            default_value = ".",
            help = "Папка дела; без неё — текущая папка"
        )]
        dossier: PathBuf,
    },
}

#[derive(Args, Debug)]
pub(super) struct SchemaArgs {
    #[arg(
        value_name = "ФАЙЛ",
        help = "Чья схема: dossier, order, plan, schools, indicators, progress или amendment; без указания — список"
    )]
    pub(super) file: Option<SchemaName>,
    #[arg(long, hide = true)]
    pub(super) markdown: bool,
}

/// A file of the dossier as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaName {
    /// dossier.yaml
    Dossier,
    /// order.yaml
    Order,
    /// plan.yaml
    Plan,
    /// schools.yaml
    Schools,
    /// indicators.yaml
    Indicators,
    /// programme.yaml
    Programme,
    /// progress/*.yaml
    Progress,
    /// amendments/*.yaml
    Amendment,
}

impl From<SchemaName> for FileKind {
    fn from(name: SchemaName) -> Self {
        match name {
            SchemaName::Dossier => Self::Dossier,
            SchemaName::Order => Self::Order,
            SchemaName::Plan => Self::Plan,
            SchemaName::Schools => Self::Schools,
            SchemaName::Indicators => Self::Indicators,
            SchemaName::Programme => Self::Programme,
            SchemaName::Progress => Self::Progress,
            SchemaName::Amendment => Self::Amendment,
        }
    }
}

#[derive(Args, Debug)]
pub(super) struct CompletionsArgs {
    #[arg(
        value_name = "ОБОЛОЧКА",
        help = "bash, zsh, fish, powershell или elvish"
    )]
    pub(super) shell: clap_complete::Shell,
}
