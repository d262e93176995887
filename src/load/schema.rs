//! The JSON Schema of every file of a dossier, generated from the model.
//!
//! One schema serves three: the check of what a clerk wrote ([`super::shape`]),
//! completion in an editor, and the description of keys in `docs/`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::model::{Amendment, DossierFile, Indicators, Order, Plan, Progress, SchoolsFile};

/// The files a dossier may consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `dossier.yaml`, the only one that must be there.
    Dossier,
    /// `order.yaml`
    Order,
    /// `plan.yaml`
    Plan,
    /// `schools.yaml`
    Schools,
    /// `indicators.yaml`
    Indicators,
    /// The files of the folder `progress`, one a report.
    Progress,
    /// The files of the folder `amendments`, one an amending order.
    Amendment,
}

impl FileKind {
    /// All files, the obligatory one first.
    pub const ALL: [Self; 7] = [
        Self::Dossier,
        Self::Order,
        Self::Plan,
        Self::Schools,
        Self::Indicators,
        Self::Progress,
        Self::Amendment,
    ];

    /// The name of its schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dossier => "dossier",
            Self::Order => "order",
            Self::Plan => "plan",
            Self::Schools => "schools",
            Self::Indicators => "indicators",
            Self::Progress => "progress",
            Self::Amendment => "amendment",
        }
    }

    /// The file's name in the dossier's folder; of many files, their pattern.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Dossier => "dossier.yaml",
            Self::Order => "order.yaml",
            Self::Plan => "plan.yaml",
            Self::Schools => "schools.yaml",
            Self::Indicators => "indicators.yaml",
            Self::Progress => "progress/*.yaml",
            Self::Amendment => "amendments/*.yaml",
        }
    }

    /// The key that holds the same content inside `dossier.yaml`.
    pub fn inline_key(self) -> Option<&'static str> {
        match self {
            Self::Dossier | Self::Progress | Self::Amendment => None,
            Self::Order => Some("приказ"),
            Self::Plan => Some("план"),
            Self::Schools => Some("школы"),
            Self::Indicators => Some("показатели"),
        }
    }

    /// The file's JSON Schema, draft 2020-12, with Russian descriptions.
    pub fn schema(self) -> &'static Value {
        static SCHEMAS: LazyLock<[Value; 7]> = LazyLock::new(|| {
            [
                generate::<DossierFile>(),
                generate::<Order>(),
                generate::<Plan>(),
                generate::<SchoolsFile>(),
                generate::<Indicators>(),
                generate::<Progress>(),
                generate::<Amendment>(),
            ]
        });
        &SCHEMAS[self as usize]
    }
}

/// The key of the dossier whose value overrides the built-in style profile.
pub(super) const STYLE_KEY: &str = "оформление";

fn generate<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    yes_or_no(&mut schema);
    russian_descriptions(&mut schema);
    relax_style(&mut schema);
    schema
}

/// Calls `change` for a schema and every schema inside it.
fn everywhere(schema: &mut Value, change: &impl Fn(&mut serde_json::Map<String, Value>)) {
    match schema {
        Value::Object(object) => {
            change(object);
            for inner in object.values_mut() {
                everywhere(inner, change);
            }
        }
        Value::Array(items) => {
            for item in items {
                everywhere(item, change);
            }
        }
        _ => {}
    }
}

/// Booleans are written in Russian.
fn yes_or_no(schema: &mut Value) {
    everywhere(schema, &|object| {
        if object.get("type") == Some(&json!("boolean")) {
            object.remove("type");
            object.insert("enum".into(), json!(["да", "нет"]));
            if let Some(default) = object.get_mut("default") {
                *default = json!(if default == &json!(true) {
                    "да"
                } else {
                    "нет"
                });
            }
        }
    });
}

/// Drops descriptions taken from English doc comments and defaults in the model's own terms.
fn russian_descriptions(schema: &mut Value) {
    everywhere(schema, &|object| {
        let foreign = object
            .get("description")
            .and_then(Value::as_str)
            .is_some_and(|text| !text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я')));
        if foreign {
            object.remove("description");
        }
        if object
            .get("default")
            .is_some_and(|d| d.is_object() || d.is_array())
        {
            object.remove("default");
        }
    });
}

/// In a dossier every value of the style profile may be left out.
fn relax_style(schema: &mut Value) {
    if schema["properties"].get(STYLE_KEY).is_none() {
        return;
    }
    let mut names = BTreeSet::new();
    reachable("Style", schema, &mut names);
    for name in names {
        if let Some(object) = schema["$defs"][name.as_str()].as_object_mut() {
            object.remove("required");
        }
    }
    if let Some(required) = schema["required"].as_array_mut() {
        required.retain(|key| key != STYLE_KEY);
    }
}

/// Collects the names of definitions that `name` leads to, itself included.
fn reachable(name: &str, root: &Value, names: &mut BTreeSet<String>) {
    fn references(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(object) => {
                if let Some(name) = object.get("$ref").and_then(Value::as_str) {
                    found.extend(name.strip_prefix("#/$defs/").map(str::to_owned));
                }
                object.values().for_each(|inner| references(inner, found));
            }
            Value::Array(items) => items.iter().for_each(|inner| references(inner, found)),
            _ => {}
        }
    }
    if !names.insert(name.to_owned()) {
        return;
    }
    let mut found = Vec::new();
    references(&root["$defs"][name], &mut found);
    for inner in found {
        reachable(&inner, root, names);
    }
}
