/** Times that count frames of a picture: h:mm:ss:ff at a rate that is named beside them. */

/**
 * With n whole seconds, f frames and the rate F rounded up to N frames a counted second: t = (n · N + f) / F. Drop-frame
 * leaves two numbers out in every minute but each tenth (SMPTE ST 12-1), which are taken off before dividing.
 *
 * @param format "25 fps", "29.97 fps drop", "75 fps (compact disc)"
 * @returns seconds; null: the format names no frames, or the text is no such time
 */
export function parseFrameClock(text: string, format: string): number | null {
  const rate = Number(
    /(\d{1,3}(?:\.\d{1,3})?)\s*fps/i.exec(format)?.[1] ?? /drop[^\d]*(\d{1,3}(?:\.\d{1,3})?)/i.exec(format)?.[1],
  );
  const match = /^(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})[:;](\d{1,3})$/.exec(text.trim());
  if (!(rate > 0) || match === null) return null;
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const perSecond = Math.ceil(rate);
  const framesPerSecond = perSecond === rate ? rate : (perSecond * 1000) / 1001; // 29.97 means 30000/1001
  if (minutes >= 60 || seconds >= 60 || frames >= perSecond) return null;
  const allMinutes = 60 * hours + minutes;
  const isDrop = /drop/i.test(format) && !/non[\s-]?drop/i.test(format) && perSecond !== rate;
  const dropped = isDrop ? (perSecond / 15) * (allMinutes - Math.floor(allMinutes / 10)) : 0;
  return ((60 * allMinutes + seconds) * perSecond + frames - dropped) / framesPerSecond;
}
