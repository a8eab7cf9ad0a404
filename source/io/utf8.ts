import {isUtf8} from 'node:buffer';

/** The text without a byte order mark; null when the bytes are not UTF-8. (A `TextDecoder` takes 4 ms to be made.) */
export function decodeUtf8(bytes: Uint8Array): string | null {
	if (!isUtf8(bytes)) return null;
	const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', marked ? 3 : 0);
}
