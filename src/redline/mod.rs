//! The redline: which clauses belong together, and what changed in each, word by word.
//! Touches no file, clock or git.

mod addresses;
mod analysis;
mod carry;
mod class;
mod compare;
mod dates;
mod faults;
pub mod figures;
pub(crate) mod finder;
mod front;
mod han_words;
pub mod hidden;
mod item_labels;
mod joins;
mod known_names;
mod lexicon;
mod likeness;
mod marks;
mod masks;
mod model;
mod moved_figures;
mod numerals;
mod origins;
mod pair;
mod pieced;
mod positions;
mod references;
mod rising;
mod segments;
mod sides;
mod statements;
mod successors;
mod terms;
mod trace;
mod versions;
mod words;

pub use class::Class;
pub use compare::{CompareScope, compare, compare_pieced};
pub use front::front_changes;
pub use model::{
    ChangeKind, ChangedDefinition, ClauseChange, Counts, Flag, FoundMismatch, FrontChange, FrontItem, Introduced, Mark,
    MovedFigure, Op, Redline, ReferenceFault, Segment, Summary,
};
pub use pieced::Pieced;
pub use trace::{Kept, trace};

pub(crate) use references::{Numbering, Reference, references};
pub(crate) use terms::{Definition, Uses, definitions, number_of};
