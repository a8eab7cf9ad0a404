import {hashText} from '../../core/hash.ts';

/** Leaves room for a date, a suffix and an extension within the 255 bytes of common file systems. */
const longest = 120;

/**
 * A safe file name for any text: percent-encoded to `A-Z a-z 0-9 - _ .`, never hidden, and shortened with a
 * hash, so that different texts keep different names.
 */
export function fileNameOf(text: string): string {
	const encoded = encodeURIComponent(text.toWellFormed())
		.replace(/[!'()*~]/g, encodeByte)
		.replace(/^\./, encodeByte);
	if (encoded.length <= longest && encoded !== '' && text.isWellFormed()) return encoded;
	const head = encoded.slice(0, longest - 20).replace(/%.?$/, '');
	return `${head}~${hashText(JSON.stringify(text)).slice(0, 16)}`;
}

function encodeByte(character: string): string {
	return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
