//! What a person can do, one file each. Draws and prints nothing: the command line and the screens do that.

mod blame;
mod demo;
mod diff;
mod doctor;
mod error;
mod init;
mod list;
mod room;
mod rounds;
mod show;
mod theme;

pub use blame::{Blamed, Stretch, blame};
pub use demo::{Demo, default_demo_folder, demo};
pub use diff::{Redlined, Relation, diff};
pub use doctor::{Diagnosis, Environment, Finding, State, Topic, doctor};
pub use error::Error;
pub use init::{Initialised, NextStep, init};
pub use list::{ContractRow, list};
pub use room::{Negotiation, Reading, Room, VersionName};
pub use rounds::{RoundList, RoundRow, list_rounds};
pub use show::{Shown, show};
pub use theme::{Colour, Look, Theme, configuration_folder, theme};
