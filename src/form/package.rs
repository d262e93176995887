//! Opening what schools send: hostile until read.
//!
//! A file is recognised by its content, whatever it is called; a part is unpacked
//! as a stream under limits of its own and of the whole file, so that neither a zip
//! bomb nor a million formatted rows takes more than bounded time and memory.
//! Macros, links and pictures are never unpacked.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};
use std::rc::Rc;

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use zip::ZipArchive;
use zip::result::ZipError;

/// Largest file taken, packed: a filled form has some 30 KB.
pub const MAX_FILE: u64 = 20 * 1024 * 1024;
/// Most parts of a package; a form has about twelve.
const MAX_PARTS: usize = 2_000;
/// Most unpacked bytes read of one file, all parts together.
const MAX_UNPACKED: u64 = 128 * 1024 * 1024;
/// Most bytes of one element or text: a cell holds at most 32,767 characters.
const MAX_EVENT: u64 = 1024 * 1024;

/// Why a file is not read at all, with what to do about it, in Russian.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No bytes.
    #[error("файл пуст: похоже, он не скачался; попросите прислать его ещё раз")]
    Empty,
    /// More bytes than any form has.
    #[error(
        "файл больше 20 МБ: бланк столько не занимает; уберите вставленные рисунки и лишние листы"
    )]
    TooLarge,
    /// BIFF.
    #[error(
        "это книга старого формата .xls: откройте её и сохраните через «Сохранить как…» → «Книга Excel (.xlsx)»"
    )]
    OldExcel,
    /// BIFF12 in a zip.
    #[error(
        "это двоичная книга .xlsb: откройте её и сохраните через «Сохранить как…» → «Книга Excel (.xlsx)»"
    )]
    BinaryExcel,
    /// An encrypted package.
    #[error("файл защищён паролем: снимите пароль на открытие и сохраните файл заново")]
    Password,
    /// Word.
    #[error("это документ Word, а нужен заполненный бланк Excel (.xlsx)")]
    Word,
    /// A presentation or another Office package.
    #[error("это не книга Excel, а нужен заполненный бланк .xlsx")]
    OtherOffice,
    /// A spreadsheet of the other open format.
    #[error(
        "это таблица OpenDocument (.ods): откройте её в LibreOffice или «Р7-Офисе» и сохраните через «Сохранить как…» → «.xlsx»"
    )]
    OpenDocument,
    /// PDF.
    #[error("это файл PDF: пришлите сам заполненный бланк .xlsx, а не его распечатку")]
    Pdf,
    /// HTML or XML under another name.
    #[error(
        "это веб-страница или файл XML: откройте его в Excel и сохраните через «Сохранить как…» → «Книга Excel (.xlsx)»"
    )]
    Markup,
    /// Text.
    #[error("это текстовый файл (например, .csv): пришлите сам заполненный бланк .xlsx")]
    Text,
    /// A picture, an archive of another kind, anything.
    #[error("это не книга Excel: пришлите заполненный бланк .xlsx")]
    Unknown,
    /// A zip without a workbook.
    #[error(
        "это архив, а не книга Excel: распакуйте его и передайте программе бланки, которые в нём лежат"
    )]
    Archive,
    /// Cut short or spoilt.
    #[error(
        "файл повреждён: откройте его в Excel, согласитесь на восстановление, проверьте и сохраните заново"
    )]
    Damaged,
    /// Unpacks to more than is read.
    #[error(
        "файл распаковывается больше чем в 128 МБ: лист раздут пустыми оформленными строками; скопируйте заполненные ячейки в чистый бланк"
    )]
    Bomb,
    /// Too many cells with content.
    #[error(
        "на листе слишком много заполненных ячеек: в бланк вставлена посторонняя таблица; перенесите ответы в чистый бланк"
    )]
    TooManyCells,
    /// No hidden sheet of ours.
    #[error(
        "это не бланк, который делает «dyak form»: в файле нет скрытых сведений о школе и периоде; перенесите ответы в выданный бланк"
    )]
    NotAForm,
    /// Made by a later program.
    #[error("бланк сделан более новой версией программы (вид {0}): обновите программу")]
    NewerForm(String),
    /// Our hidden sheet is there, but not what it says.
    #[error(
        "скрытые сведения бланка испорчены ({0}): перенесите ответы в чистый бланк, его даёт «dyak form»"
    )]
    SpoiltForm(&'static str),
    /// The sheet to be filled in is gone.
    #[error(
        "в файле нет листа «{0}»: школа удалила его или заменила; перенесите ответы в чистый бланк"
    )]
    NoSheet(&'static str),
}

impl From<quick_xml::Error> for Refusal {
    fn from(error: quick_xml::Error) -> Self {
        let over = |error: &std::io::Error| error.kind() == std::io::ErrorKind::FileTooLarge;
        match error {
            quick_xml::Error::Io(error) if over(&error) => Self::Bomb,
            _ => Self::Damaged,
        }
    }
}

/// The parts of a workbook, unpacked one by one.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by their names in lower case: some programs write `xl/Workbook.xml`.
    names: BTreeMap<String, usize>,
    /// Unpacked bytes that may still be read.
    left: Rc<Cell<u64>>,
}

impl<'a> Package<'a> {
    /// Opens the bytes of a file.
    ///
    /// # Errors
    /// What the file is instead of a workbook.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() as u64 > MAX_FILE {
            return Err(Refusal::TooLarge);
        }
        if !bytes.starts_with(b"PK") {
            return Err(not_a_zip(bytes));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if archive.len() > MAX_PARTS {
            return Err(Refusal::Archive);
        }
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            if let Some(name) = archive.name_for_index(index) {
                names.insert(name.to_lowercase().replace('\\', "/"), index);
            }
        }
        let package = Self {
            archive,
            names,
            left: Rc::new(Cell::new(MAX_UNPACKED)),
        };
        match package.kind() {
            Some(refusal) => Err(refusal),
            None => Ok(package),
        }
    }

    /// What a zip is, if it is no workbook.
    fn kind(&self) -> Option<Refusal> {
        let within = |folder: &str| self.names.keys().any(|name| name.starts_with(folder));
        if self.has("xl/workbook.xml") {
            None
        } else if self.has("xl/workbook.bin") {
            Some(Refusal::BinaryExcel)
        } else if within("word/") {
            Some(Refusal::Word)
        } else if self.has("content.xml") && self.has("mimetype") {
            Some(Refusal::OpenDocument)
        } else if self.has("[content_types].xml") {
            Some(Refusal::OtherOffice)
        } else {
            Some(Refusal::Archive)
        }
    }

    /// Whether there is a part of this name, in lower case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Whether any part's name begins so.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(folder))
    }

    /// A part as a stream of XML; `None` if it is not there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, Refusal> {
        let Some(index) = self.names.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let file = self.archive.by_index(*index).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
                Refusal::Password
            }
            _ => Refusal::Damaged,
        })?;
        let of_event = Rc::new(Cell::new(MAX_EVENT));
        let metered = Metered {
            inner: file,
            left: Rc::clone(&self.left),
            of_event: Rc::clone(&of_event),
        };
        Ok(Some(Part {
            reader: Reader::from_reader(BufReader::new(Box::new(metered))),
            of_event,
            buffer: Vec::new(),
        }))
    }
}

/// The XML of a part.
pub(super) struct Part<'a> {
    reader: Reader<BufReader<Box<dyn Read + 'a>>>,
    of_event: Rc<Cell<u64>>,
    buffer: Vec<u8>,
}

impl Part<'_> {
    /// The next event; the end of the part is [`Event::Eof`].
    pub(super) fn next(&mut self) -> Result<Event<'_>, Refusal> {
        self.buffer.clear();
        self.of_event.set(MAX_EVENT);
        Ok(self.reader.read_event_into(&mut self.buffer)?)
    }
}

/// Stops a stream that gives more than it may, as a whole or for one event.
struct Metered<R> {
    inner: R,
    left: Rc<Cell<u64>>,
    of_event: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        for meter in [&self.left, &self.of_event] {
            match meter.get().checked_sub(count as u64) {
                Some(left) => meter.set(left),
                None => return Err(std::io::ErrorKind::FileTooLarge.into()),
            }
        }
        Ok(count)
    }
}

/// What a file without the mark of a zip is.
fn not_a_zip(bytes: &[u8]) -> Refusal {
    const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let contains = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if bytes.is_empty() {
        Refusal::Empty
    } else if bytes.starts_with(&COMPOUND) {
        // Streams of the compound file are told apart by their names.
        if contains("EncryptedPackage") {
            Refusal::Password
        } else if contains("WordDocument") {
            Refusal::Word
        } else {
            Refusal::OldExcel
        }
    } else if bytes.starts_with(b"%PDF") {
        Refusal::Pdf
    } else if bytes.starts_with(b"{\\rtf") {
        Refusal::Word
    } else {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let start = start.trim_ascii_start();
        let is_text = !bytes.iter().take(4096).any(|byte| *byte == 0);
        match start.first() {
            Some(b'<') => Refusal::Markup,
            Some(_) if is_text => Refusal::Text,
            _ => Refusal::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_known_by_their_content() {
        let compound = |stream: &str| {
            let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];
            bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        for (bytes, expected) in [
            (Vec::new(), Refusal::Empty),
            (compound("Workbook"), Refusal::OldExcel),
            (compound("EncryptedPackage"), Refusal::Password),
            (compound("WordDocument"), Refusal::Word),
            (b"%PDF-1.7".to_vec(), Refusal::Pdf),
            (b"\xEF\xBB\xBF  <html>".to_vec(), Refusal::Markup),
            ("№;Мероприятие\n".as_bytes().to_vec(), Refusal::Text),
            (vec![1, 0, 2], Refusal::Unknown),
            (b"PK\x03\x04 cut short".to_vec(), Refusal::Damaged),
            (vec![b'P'; 21 * 1024 * 1024], Refusal::TooLarge),
        ] {
            let head = &bytes[..bytes.len().min(12)];
            assert_eq!(Package::open(&bytes).err(), Some(expected), "{head:?}");
        }
    }
}
