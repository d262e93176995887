//! Nodes → model, by serde: what the schema has found sound becomes typed values.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};

use super::node::{Entry, Kind, Node};
use crate::diagnostic::{Diagnostic, LOCATED, Span};
use crate::model::ONE_OR_MANY;

/// Reads a value of the model from a node.
///
/// # Errors
/// A finding at the smallest node that does not fit.
pub(super) fn decode<T: DeserializeOwned>(node: &Node) -> Result<T, Diagnostic> {
    T::deserialize(Decoder(node)).map_err(|error| {
        let span = error.span.unwrap_or(node.span);
        Diagnostic::error("wrong-value", span, error.message)
    })
}

/// Variant names that stand for "this node itself", chosen by what the node is.
const SELF_TEXT: &str = "$text";
const SELF_MAP: &str = "$map";

/// A message that finds its place on the way up: the innermost node claims it.
#[derive(Debug)]
struct DecodeError {
    message: String,
    span: Option<Span>,
}

impl DecodeError {
    fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

impl de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            span: None,
        }
    }
}

#[derive(Clone, Copy)]
struct Decoder<'a>(&'a Node);

impl<'a> Decoder<'a> {
    fn text(self) -> Result<&'a str, DecodeError> {
        match &self.0.kind {
            Kind::Scalar(text) => Ok(text),
            _ => Err(self.mismatch("текст")),
        }
    }

    fn number<T: std::str::FromStr>(self) -> Result<T, DecodeError> {
        let text = self.text()?.trim().replace(',', ".");
        text.parse().map_err(|_| self.mismatch("число"))
    }

    fn mismatch(self, expected: &str) -> DecodeError {
        <DecodeError as de::Error>::custom(format!("ожидалось: {expected}")).at(self.0.span)
    }
}

/// Deserialises numbers of the named types from the scalar's text.
macro_rules! numbers {
    ($($method:ident $visit:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            visitor.$visit(self.number()?).map_err(|e: DecodeError| e.at(self.0.span))
        }
    )*};
}

impl<'de> Deserializer<'de> for Decoder<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let result = match &self.0.kind {
            Kind::Null => visitor.visit_unit(),
            Kind::Scalar(text) => visitor.visit_borrowed_str(text),
            Kind::Seq(items) => visitor.visit_seq(Items(items.iter())),
            Kind::Map(entries) => visitor.visit_map(Entries::new(entries)),
        };
        result.map_err(|error| error.at(self.0.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.0.kind {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.text()? {
            "да" => visitor.visit_bool(true),
            "нет" => visitor.visit_bool(false),
            _ => Err(self.mismatch("«да» или «нет»")),
        }
    }

    numbers!(
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32,
        deserialize_u64 visit_u64, deserialize_i8 visit_i8, deserialize_i16 visit_i16,
        deserialize_i32 visit_i32, deserialize_i64 visit_i64, deserialize_f32 visit_f32,
        deserialize_f64 visit_f64
    );

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match (name, &self.0.kind) {
            (LOCATED, _) => visitor.visit_newtype_struct(Place(Located::Value(self.0))),
            (ONE_OR_MANY, Kind::Seq(_)) => self.deserialize_any(visitor),
            (ONE_OR_MANY, _) => visitor.visit_seq(Items(std::slice::from_ref(self.0).iter())),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let itself = match self.0.kind {
            Kind::Scalar(_) => SELF_TEXT,
            _ => SELF_MAP,
        };
        let variant = if variants.contains(&itself) {
            Variant {
                name: itself,
                content: Some(self.0),
            }
        } else {
            Variant::of(self.0).ok_or_else(|| self.mismatch(&variants.join(", ")))?
        };
        visitor
            .visit_enum(variant)
            .map_err(|error| error.at(self.0.span))
    }

    serde::forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

/// The items of a list.
struct Items<'a>(std::slice::Iter<'a, Node>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        self.0
            .next()
            .map(|node| seed.deserialize(Decoder(node)))
            .transpose()
    }
}

/// The entries of a map.
struct Entries<'a> {
    rest: std::slice::Iter<'a, Entry>,
    value: Option<&'a Node>,
}

impl<'a> Entries<'a> {
    fn new(entries: &'a [Entry]) -> Self {
        Self {
            rest: entries.iter(),
            value: None,
        }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DecodeError> {
        let Some(entry) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(&entry.value);
        seed.deserialize(Key(entry))
            .map(Some)
            .map_err(|error| error.at(entry.key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, DecodeError> {
        let node = self.value.take().expect("serde asks for a key first");
        seed.deserialize(Decoder(node))
    }
}

/// The key of an entry, with its place where one is wanted.
struct Key<'a>(&'a Entry);

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_borrowed_str(&self.0.key)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match name {
            LOCATED => visitor.visit_newtype_struct(Place(Located::Key(self.0))),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// What has a place: a value, or the key of one.
#[derive(Clone, Copy)]
enum Located<'a> {
    Value(&'a Node),
    Key(&'a Entry),
}

/// Source, first byte, end and value, for [`crate::diagnostic::Located`].
struct Place<'a>(Located<'a>);

impl<'de> Deserializer<'de> for Place<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_seq(PlaceParts {
            located: self.0,
            next: 0,
        })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum
        identifier ignored_any
    }
}

struct PlaceParts<'a> {
    located: Located<'a>,
    next: u8,
}

impl<'de> SeqAccess<'de> for PlaceParts<'de> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        let span = match self.located {
            Located::Value(node) => node.span,
            Located::Key(entry) => entry.key_span,
        };
        self.next += 1;
        match self.next {
            1 => seed.deserialize(span.source.index().into_deserializer()),
            2 => seed.deserialize(span.start.into_deserializer()),
            3 => seed.deserialize(span.end.into_deserializer()),
            4 => match self.located {
                Located::Value(node) => seed.deserialize(Decoder(node)),
                Located::Key(entry) => seed.deserialize(Key(entry)),
            },
            _ => return Ok(None),
        }
        .map(Some)
    }
}

/// A variant: a bare word, a map with one key, or the node itself.
struct Variant<'a> {
    name: &'a str,
    content: Option<&'a Node>,
}

impl<'a> Variant<'a> {
    fn of(node: &'a Node) -> Option<Self> {
        match &node.kind {
            Kind::Scalar(name) => Some(Self {
                name,
                content: None,
            }),
            Kind::Map(entries) if entries.len() == 1 => Some(Self {
                name: &entries[0].key,
                content: Some(&entries[0].value),
            }),
            _ => None,
        }
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), DecodeError> {
        let name: StrDeserializer<'_, DecodeError> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        match self.content {
            None => Ok(()),
            Some(node) => Err(Decoder(node).mismatch("слово без значения")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, DecodeError> {
        match self.content {
            Some(node) => seed.deserialize(Decoder(node)),
            None => Err(de::Error::custom(format!("у «{}» нет значения", self.name))),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, DecodeError> {
        Err(de::Error::custom(
            "перечни с несколькими значениями не используются",
        ))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.content.map(|node| &node.kind) {
            Some(Kind::Map(entries)) => visitor.visit_map(Entries::new(entries)),
            _ => Err(de::Error::custom(format!("у «{}» нет значений", self.name))),
        }
    }
}
