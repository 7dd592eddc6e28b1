// Photos are made smaller before they are kept and sent: a picture of a wall needs no 12 megapixels, and the village has 2G.
const longest = 1600;
const done = new WeakMap();

export async function shrink(file) {
  if (!file.type.startsWith('image/')) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise(ready => canvas.toBlob(ready, 'image/jpeg', 0.8));
    return small && (small.size < file.size || file.type !== 'image/jpeg') ? new File([small], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' }) : file;
  } catch { return file; }
}

/** What is chosen in the form's file fields, small, as bytes. */
export async function photosOf(form) {
  const photos = [];
  for (const input of form.querySelectorAll('input[type=file]')) {
    for (const file of input.files) {
      if (!done.has(file)) done.set(file, await shrink(file));
      const small = done.get(file);
      photos.push({ field: input.name, name: small.name, type: small.type, bytes: await small.arrayBuffer() });
    }
  }
  return photos;
}

/** Puts kept photos back into the form's file field. */
export function putBack(form, photos) {
  for (const input of form.querySelectorAll('input[type=file]')) {
    const own = photos.filter(photo => photo.field === input.name);
    if (own.length === 0) continue;
    const files = new DataTransfer();
    for (const photo of own) files.items.add(new File([photo.bytes], photo.name, { type: photo.type }));
    input.files = files.files;
  }
}
