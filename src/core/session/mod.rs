//! Sessions: a class is expected from one time to another, and the board says who of it has come.
//!
//! - [`Entry`]: a line of the timetable, on one date or every week
//! - [`Occurrence`]: what becomes of it on one day, as moments
//! - [`Board`]: who is here, late, not yet there or excused, from what the log has and what a person said
//! - [`Closing`]: how it ended, as it is kept and told
//! - [`Recap`]: a class over many days, a row for each student
//! - [`Limit`]: whom the door expects while a session is on that keeps it to its class

mod board;
mod closing;
mod entry;
mod limit;
mod occurrence;
mod recap;

pub use board::{Arrival, Board, Counts, Excuse, Mark, Said, Seat, Status};
pub use closing::{Closing, Ended};
pub use entry::{Days, Entry, EntryRefusal, OPENS_EARLY, Weekdays};
pub use limit::Limit;
pub use occurrence::{Occurrence, Phase, SessionKey};
pub use recap::{Held, Letter, Recap, RecapRow};
