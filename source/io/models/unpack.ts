import {pipeline, type Readable} from 'node:stream';

/** A body as it was before it was packed for the way; nobody asks for that, and some do it all the same. */
export async function unpack(body: Readable, encoding: string | string[] | undefined): Promise<Readable> {
	// Whoever reads it hears of what goes wrong; if nobody does, it is no matter.
	body.on('error', () => {});
	if (encoding === undefined) return body;
	const {createBrotliDecompress, createGunzip, createInflate, createZstdDecompress, constants} = await import(
		'node:zlib'
	);
	// What was cut short is still text up to there.
	const cut = {finishFlush: constants.Z_SYNC_FLUSH};
	const unpackers: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
		gzip: () => createGunzip(cut),
		'x-gzip': () => createGunzip(cut),
		deflate: () => createInflate(cut),
		br: () => createBrotliDecompress({finishFlush: constants.BROTLI_OPERATION_FLUSH}),
		zstd: () => createZstdDecompress({finishFlush: constants.ZSTD_e_flush}),
	};
	// What was put around it last comes off first.
	const layers = String(encoding).split(',').toReversed();
	return layers.reduce<Readable>((packed, layer) => {
		const unpacker = unpackers[layer.trim().toLowerCase()]?.();
		return unpacker ? pipeline(packed, unpacker, () => {}) : packed;
	}, body);
}
