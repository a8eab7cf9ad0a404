/** Kinds of characters that are asked about once for each character of long texts. */

/** The kind of each code point, from 0 to 255: pages of 256, each worked out when it is first asked about. */
export type CodePointKinds = {pages: (Uint8Array | undefined)[]; fill(page: number): Uint8Array};

export function codePointKinds(kindOf: (character: string) => number): CodePointKinds {
	const pages: (Uint8Array | undefined)[] = new Array(0x11_00);
	return {
		pages,
		fill(page) {
			const filled = new Uint8Array(256);
			for (let index = 0; index < 256; index++)
				filled[index] = kindOf(String.fromCodePoint((page << 8) + index));
			pages[page] = filled;
			return filled;
		},
	};
}

export function kindAt({pages, fill}: CodePointKinds, code: number): number {
	return (pages[code >> 8] ?? fill(code >> 8))[code & 0xff]!;
}
