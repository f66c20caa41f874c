//! A Python to measure beside: a script of this folder that runs in it, is asked over its standard input, and answers a
//! line each time.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// A script that runs. It keeps to one thread.
pub struct Python {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Python {
    /// Starts `benches/<script>`, gives it what it needs, and waits until it is ready; also gives what it then says about
    /// itself.
    pub fn start<A: AsRef<OsStr>>(
        python: &str,
        script: &str,
        arguments: impl IntoIterator<Item = A>,
        feed: impl FnOnce(&mut ChildStdin) -> Result<()>,
    ) -> Result<(Self, String)> {
        let mut child = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join(script))
            .args(arguments)
            .envs([("OPENBLAS_NUM_THREADS", "1"), ("OMP_NUM_THREADS", "1")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{python} does not start"))?;
        let stdin = child.stdin.take().context("no standard input")?;
        let stdout = BufReader::new(child.stdout.take().context("no standard output")?);
        let mut python = Self { child, stdin, stdout };
        feed(&mut python.stdin)?;
        let answer = python.read_line()?;
        let versions = answer.strip_prefix("ready ").with_context(|| format!("{script} says {answer}"))?;
        Ok((python, versions.to_owned()))
    }

    /// What it answers.
    pub fn ask(&mut self, question: &[u8]) -> Result<String> {
        self.stdin.write_all(question)?;
        self.read_line()
    }

    fn read_line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        ensure!(!line.is_empty(), "Python ended: {}", self.child.wait()?);
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // It waits for the next question for ever.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The Pythons that were named to the benchmark, as `name=path` each, once they are started, with what they say of
/// themselves.
pub fn named<T>(mut start: impl FnMut(&str) -> Result<(T, String)>) -> Result<Vec<(String, T)>> {
    // Cargo adds --bench.
    let given = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    given
        .map(|given| {
            let (name, path) = given.split_once('=').context("a Python is given as name=path")?;
            let (python, versions) = start(path)?;
            Ok((format!("{name} ({versions})"), python))
        })
        .collect()
}

/// The middle one; no number where there is none.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
