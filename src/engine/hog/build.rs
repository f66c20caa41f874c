//! Takes the face detector that comes with dlib out of it: what pictures are compared with, as Rust.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

const SOURCE: &str = "weights.cc";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SOURCE}");
    let folder = env::var_os("OUT_DIR").ok_or("cargo did not say where to")?;
    let folder = Path::new(&folder);
    let program = folder.join(format!("weights{}", env::consts::EXE_SUFFIX));
    // It runs once; what takes time is compiling it.
    let compiler = cc::Build::new().cpp(true).std("c++14").warnings(false).opt_level(0).debug(false).get_compiler();
    let libraries = ["-ldlib", "-lopenblas", "-llapack"];
    let compiled = compiler.to_command().arg(SOURCE).arg("-o").arg(&program).args(libraries).status()?;
    if !compiled.success() {
        return Err(format!("{SOURCE} does not compile: are libdlib-dev, libopenblas-dev, liblapack-dev there?").into());
    }
    let output = Command::new(&program).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    fs::write(folder.join("face_templates.rs"), output.stdout)?;
    Ok(())
}
