//! Lists of a plan: its tasks and what success is measured by.

use schemars::JsonSchema;
use serde::Deserialize;

use super::scalar::Text;

/// An item of a list: a text, or a text with a list below it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(untagged)]
pub enum ListItem {
    /// Just a text.
    #[serde(rename = "$text")]
    Plain(Text),
    /// A text with a list below.
    #[serde(rename = "$map")]
    Nested(NestedItem),
}

/// An item with items of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Пункт с вложенным списком.")]
pub struct NestedItem {
    /// Its text.
    #[serde(rename = "текст")]
    #[schemars(description = "Текст пункта.")]
    pub text: Text,
    /// The list below.
    #[serde(rename = "список")]
    #[schemars(description = "Вложенный список.")]
    pub items: Vec<ListItem>,
}

impl ListItem {
    /// Its text.
    pub fn text(&self) -> &Text {
        match self {
            Self::Plain(text) => text,
            Self::Nested(item) => &item.text,
        }
    }

    /// The items below it.
    pub fn items(&self) -> &[ListItem] {
        match self {
            Self::Plain(_) => &[],
            Self::Nested(item) => &item.items,
        }
    }
}
