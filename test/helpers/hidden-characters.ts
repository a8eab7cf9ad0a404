/** Written out code by code, so that it shares nothing with the patterns under test. */
export function isDangerous(code: number): boolean {
	return (
		code < 0x20 ||
		(code >= 0x7f && code <= 0x9f) ||
		code === 0xad ||
		code === 0x34f ||
		code === 0x61c ||
		code === 0x115f ||
		code === 0x1160 ||
		code === 0x17b4 ||
		code === 0x17b5 ||
		(code >= 0x180b && code <= 0x180f) ||
		(code >= 0x200b && code <= 0x200f) ||
		(code >= 0x2028 && code <= 0x202e) ||
		(code >= 0x2060 && code <= 0x206f) ||
		code === 0x3164 ||
		(code >= 0xd800 && code <= 0xdfff) ||
		(code >= 0xfe00 && code <= 0xfe0f) ||
		code === 0xfeff ||
		code === 0xffa0 ||
		(code >= 0xfff0 && code <= 0xfffb) ||
		(code >= 0x13430 && code <= 0x1343f) ||
		(code >= 0x1bca0 && code <= 0x1bca3) ||
		(code >= 0x1d173 && code <= 0x1d17a) ||
		(code >= 0xe0000 && code <= 0xe0fff)
	);
}

/** The joiners and selectors that emoji are made of. */
export const emojiParts =
	/(?<=\p{Extended_Pictographic})\uFE0F|\uFE0F(?=\u20E3)|(?<=\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})/gu;
