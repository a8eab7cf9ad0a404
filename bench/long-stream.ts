export const tokens = 20_000;

/** What the model is asked by to say so many, faster than any there is. */
export const longStream = `says-${tokens}-at-10000`;
