//! Pictures on their way to the screen. Each becomes a texture once; files are read on a thread of their own, and only
//! as many are kept as may be seen again.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, TrySendError};
use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions, Vec2};
use image::RgbImage;

use crate::camera::Frame;
use crate::gallery::{Template, TemplateKey};
use crate::images;

/// Longest side of a texture that every graphics driver takes, and more than a screen shows.
const MAX_SIDE: u32 = 2048;
/// Longest side of a crop in a list.
const CROP_SIDE: u32 = 224;
/// Pictures kept although they are not on the screen now.
const KEPT: usize = 320;
/// Files that may wait to be read. What does not fit is asked for again by the next frame that shows it.
const WAITING: usize = 48;

/// Every texture of the window.
pub struct Pictures {
    ctx: Context,
    preview: Option<(u64, TextureHandle)>,
    /// Of faces that are being enrolled. Each holds its picture, so that no other comes to lie in its place.
    captures: Vec<(Arc<RgbImage>, TextureHandle)>,
    kept: HashMap<Key, Kept>,
    pass: u64,
    wanted: Sender<(TemplateKey, PathBuf)>,
    read: Receiver<(TemplateKey, Option<ColorImage>)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Arrival(i64),
    /// Of a face that a person is asked about, by its number.
    Asked(u64),
    /// Of somebody who is not enrolled, by the picture's number.
    Stranger(i64),
    /// By the template, not by the file: a file's name may be used again for another face.
    Template(TemplateKey),
}

struct Kept {
    picture: FilePicture,
    last_seen: u64,
}

enum FilePicture {
    Waiting,
    Here(TextureHandle),
    Unreadable,
}

impl Pictures {
    /// Starts the thread that reads files; it ends when this is dropped.
    pub fn new(ctx: &Context) -> Self {
        let (wanted, to_read) = crossbeam_channel::bounded::<(TemplateKey, PathBuf)>(WAITING);
        let (done, read) = crossbeam_channel::bounded(WAITING);
        let wake = ctx.clone();
        let reader = move || {
            for (key, path) in to_read {
                let picture = read_crop(&path);
                if done.send((key, picture)).is_err() {
                    return;
                }
                wake.request_repaint();
            }
        };
        if let Err(error) = std::thread::Builder::new().name("pictures".to_owned()).spawn(reader) {
            tracing::error!(%error, "crops will not be shown");
        }
        Self { ctx: ctx.clone(), preview: None, captures: Vec::new(), kept: HashMap::new(), pass: 0, wanted, read }
    }

    /// Once a frame, before anything is drawn: takes in what was read, lets go of what is not seen any more.
    pub fn begin_frame(&mut self) {
        self.pass += 1;
        for (key, picture) in self.read.try_iter() {
            let picture = match picture {
                Some(image) => FilePicture::Here(self.ctx.load_texture("crop", image, TextureOptions::LINEAR)),
                None => FilePicture::Unreadable,
            };
            self.kept.insert(Key::Template(key), Kept { picture, last_seen: self.pass });
        }
        if self.kept.len() > KEPT {
            let mut seen: Vec<u64> = self.kept.values().map(|kept| kept.last_seen).collect();
            seen.sort_unstable();
            let oldest = seen[seen.len() - KEPT / 2];
            let pass = self.pass;
            self.kept.retain(|_, kept| kept.last_seen >= oldest || kept.last_seen + 2 > pass);
        }
    }

    /// The camera's newest picture.
    pub fn preview(&mut self, frame: &Frame) -> &TextureHandle {
        let fresh = !matches!(&self.preview, Some((seq, _)) if *seq == frame.seq);
        let texture = match self.preview.take() {
            Some((_, mut texture)) => {
                if fresh {
                    texture.set(color_image(&frame.rgb), TextureOptions::LINEAR);
                }
                texture
            }
            None => self.ctx.load_texture("preview", color_image(&frame.rgb), TextureOptions::LINEAR),
        };
        &self.preview.insert((frame.seq, texture)).1
    }

    /// The camera gives nothing: what was seen last is not kept.
    pub fn forget_preview(&mut self) {
        self.preview = None;
    }

    /// A picture taken for enrolment.
    pub fn capture(&mut self, picture: &Arc<RgbImage>) -> TextureHandle {
        if let Some((_, texture)) = self.captures.iter().find(|(held, _)| Arc::ptr_eq(held, picture)) {
            return texture.clone();
        }
        let texture = self.ctx.load_texture("capture", color_image(picture), TextureOptions::LINEAR);
        self.captures.push((picture.clone(), texture.clone()));
        texture
    }

    /// There are none any more.
    pub fn forget_captures(&mut self) {
        self.captures.clear();
    }

    /// The crop of an arrival.
    pub fn arrival(&mut self, number: i64, crop: &RgbImage) -> TextureHandle {
        self.crop(Key::Arrival(number), crop)
    }

    /// The crop of a face that a person is asked about.
    pub fn asked(&mut self, track: u64, crop: &RgbImage) -> TextureHandle {
        self.crop(Key::Asked(track), crop)
    }

    /// A picture of somebody who is not enrolled.
    pub fn stranger(&mut self, number: i64, crop: &RgbImage) -> TextureHandle {
        self.crop(Key::Stranger(number), crop)
    }

    fn crop(&mut self, key: Key, crop: &RgbImage) -> TextureHandle {
        let pass = self.pass;
        let kept = self.kept.entry(key).or_insert_with(|| {
            let texture = self.ctx.load_texture("crop", color_image(crop), TextureOptions::LINEAR);
            Kept { picture: FilePicture::Here(texture), last_seen: pass }
        });
        kept.last_seen = pass;
        match &kept.picture {
            FilePicture::Here(texture) => texture.clone(),
            // It comes with what it is of: it is never waited for.
            FilePicture::Waiting | FilePicture::Unreadable => {
                self.ctx.load_texture("crop", color_image(crop), TextureOptions::LINEAR)
            }
        }
    }

    /// The picture a template was made from; `None` while it is read, and where there is none.
    pub fn template(&mut self, template: &Template) -> Option<TextureHandle> {
        let path = template.crop.as_ref()?;
        let key = Key::Template(template.key.clone());
        if let Some(kept) = self.kept.get_mut(&key) {
            kept.last_seen = self.pass;
            return match &kept.picture {
                FilePicture::Here(texture) => Some(texture.clone()),
                FilePicture::Waiting | FilePicture::Unreadable => None,
            };
        }
        match self.wanted.try_send((template.key.clone(), path.clone())) {
            Ok(()) => {
                self.kept.insert(key, Kept { picture: FilePicture::Waiting, last_seen: self.pass });
            }
            // The reader asks for a repaint after each file: then there is room.
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
        None
    }
}

/// Size of the camera's picture on the screen, before it is fitted.
pub fn size(frame: &Frame) -> Vec2 {
    Vec2::new(frame.rgb.width() as f32, frame.rgb.height() as f32)
}

/// Pixels for the screen. A picture larger than a texture may be loses every second (third, ..) row and column: quick,
/// and finer than the screen all the same.
fn color_image(picture: &RgbImage) -> ColorImage {
    let (width, height) = picture.dimensions();
    let step = width.max(height).div_ceil(MAX_SIDE).max(1);
    if step == 1 {
        return ColorImage::from_rgb([width as usize, height as usize], picture.as_raw());
    }
    let (small_width, small_height) = (width.div_ceil(step), height.div_ceil(step));
    let mut rgb = Vec::with_capacity((small_width * small_height * 3) as usize);
    for row in picture.rows().step_by(step as usize) {
        for pixel in row.step_by(step as usize) {
            rgb.extend_from_slice(&pixel.0);
        }
    }
    ColorImage::from_rgb([small_width as usize, small_height as usize], &rgb)
}

fn read_crop(path: &Path) -> Option<ColorImage> {
    let picture = images::read(path).and_then(|bytes| images::decode(&bytes));
    match picture {
        Ok(picture) if picture.width().max(picture.height()) > CROP_SIDE => {
            let scale = f64::from(CROP_SIDE) / f64::from(picture.width().max(picture.height()));
            let side = |length: u32| ((f64::from(length) * scale) as u32).max(1);
            Some(color_image(&image::imageops::thumbnail(&picture, side(picture.width()), side(picture.height()))))
        }
        Ok(picture) => Some(color_image(&picture)),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "a crop cannot be shown");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_larger_than_a_texture_is_made_smaller_and_keeps_its_shape() {
        let image = color_image(&RgbImage::from_pixel(5000, 2500, image::Rgb([9, 8, 7])));
        assert_eq!(image.size, [1667, 834]);
        assert!(image.size.iter().all(|&side| side <= MAX_SIDE as usize));
        assert_eq!(image.pixels[0], eframe::egui::Color32::from_rgb(9, 8, 7));
        assert_eq!(color_image(&RgbImage::new(640, 480)).size, [640, 480]);
    }
}
