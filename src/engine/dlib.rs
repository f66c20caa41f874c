//! placeholder
use super::*;
/// placeholder
pub struct DlibEngine;
impl DlibEngine {
    /// placeholder
    pub fn open(_models: &Models) -> Result<Self, EngineError> {
        Err(EngineError::Failed("not yet".into()))
    }
}
impl FaceEngine for DlibEngine {
    fn set_upsampling(&mut self, _: Upsampling) {}
    fn find(&mut self, _: &RgbImage) -> Result<Vec<FaceBox>, EngineError> {
        Ok(vec![])
    }
    fn embed(&mut self, _: &RgbImage, _: &[FaceBox]) -> Result<Vec<Embedding>, EngineError> {
        Ok(vec![])
    }
}
