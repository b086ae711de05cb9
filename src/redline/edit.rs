//! One change within a text, in bytes.

use std::ops::Range;

/// One change within a text: these bytes of the old text became these bytes of the new one. Either side may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}
