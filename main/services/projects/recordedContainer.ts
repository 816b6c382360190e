/** Container of an asset that was recorded here. No file can bring it back: a draft that holds one is never thrown away. */
export const recordedContainer = 'recording';
