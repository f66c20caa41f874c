//! A school's list of students: read into a plan, which is looked at before anything changes; and written.

mod columns;
mod export;
mod plan;
mod table;

pub use export::export;
pub use plan::{Effect, ImportOptions, ImportPlan, ListError, PlannedRow, RefusedRow, RowRefusal};
pub use table::{Form, TableError};

#[cfg(test)]
mod tests;
