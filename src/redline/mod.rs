//! The redline: which clauses belong together, and what changed in each, word by word.
//! Touches no file, clock or git.

mod addresses;
mod amounts;
mod analysis;
mod bilingual;
mod carry;
mod chinese_numbers;
mod cited_laws;
mod class;
mod compare;
mod currencies;
mod dates;
mod defining_words;
mod definitions;
mod edit;
mod faults;
pub mod figures;
pub(crate) mod finder;
mod fit;
mod fractions;
mod front;
mod glosses;
mod han_words;
pub mod hidden;
mod interest;
mod item_labels;
mod joins;
mod known_names;
mod labels;
mod latin_languages;
mod lexicon;
mod likeness;
mod long_periods;
mod look_alikes;
mod marks;
mod masks;
mod model;
mod moved_figures;
mod number_words;
mod numbering;
mod numbers;
mod numerals;
mod origins;
mod other_documents;
mod pair;
mod paired_languages;
mod pieced;
mod positions;
mod quantities;
mod quantity;
mod ratio;
mod reference_labels;
mod references;
mod rising;
mod segments;
mod sides;
mod signs;
mod statements;
mod streets;
mod successors;
mod terms;
mod trace;
mod two_languages;
mod typed_labels;
mod units;
mod versions;
mod words;
mod written_labels;

pub use class::Class;
pub use compare::{compare, compare_pieced, figures_that_moved};
pub use fit::{PaperLine, fit, fit_closely};
pub use front::front_changes;
pub use model::{
    ChangeKind, ChangedDefinition, ClauseChange, CompareScope, Counts, Flag, FoundMismatch, FrontChange, FrontItem,
    Introduced, LanguagesPart, Mark, MovedFigure, Op, Redline, ReferenceFault, Segment, Summary,
};
pub use numbering::clause_typed;
pub use pieced::Pieced;
pub use trace::{Kept, trace};

pub(crate) use definitions::{Definition, definitions, number_of};
pub(crate) use numbering::Numbering;
pub(crate) use reference_labels::{Label as TypedLabel, Labelled};
pub(crate) use references::{Reference, references};
pub(crate) use terms::Uses;
pub(crate) use typed_labels::label_in_front;
