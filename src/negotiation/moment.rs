//! Times as git has them, whole seconds and a time zone, to be kept in a cache.

use chrono::{DateTime, FixedOffset};
use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

/// Writes a time as its seconds since 1970 and those that its zone is ahead of UTC.
///
/// # Errors
///
/// Those of the serializer.
pub(crate) fn serialize<S: Serializer>(at: &DateTime<FixedOffset>, serializer: S) -> Result<S::Ok, S::Error> {
    (at.timestamp(), at.offset().local_minus_utc()).serialize(serializer)
}

/// Reads it again.
///
/// # Errors
///
/// When it is none.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<FixedOffset>, D::Error> {
    let (seconds, ahead) = <(i64, i32)>::deserialize(deserializer)?;
    let utc = DateTime::from_timestamp(seconds, 0);
    let zone = FixedOffset::east_opt(ahead);
    utc.zip(zone)
        .map(|(utc, zone)| utc.with_timezone(&zone))
        .ok_or_else(|| D::Error::custom("no time"))
}
