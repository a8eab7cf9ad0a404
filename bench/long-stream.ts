export const tokens = 20_000;

/** What the model is asked by to say so many, ten times as fast as the quickest there are. */
export const longStream = `says-${tokens}-at-5000`;
