import type {Plugin} from 'rolldown';

const dataUrl = /"data:application\/octet-stream;base64,([^"]+)"/;

/**
 * Has Yoga, which lays out Ink's boxes, read its WebAssembly from a file. By itself it holds it as text in base64 and
 * has `fetch` take that apart: Node loads its whole HTTP client for that, 40 ms before the first frame.
 */
export function yogaFromFile(): Plugin {
	return {
		name: 'yoga-from-file',
		transform(code, id) {
			if (id.endsWith('/yoga-layout/dist/binaries/yoga-wasm-base64-esm.js')) {
				const [literal, base64] = dataUrl.exec(code) ?? [];
				if (literal === undefined || base64 === undefined)
					throw new Error(`${id} holds no data URL any more.`);
				this.emitFile({type: 'asset', fileName: 'yoga.wasm', source: Buffer.from(base64, 'base64')});
				return {code: code.replace(literal, '""'), map: null};
			}

			if (!id.endsWith('/yoga-layout/dist/src/index.js')) return null;
			const loads = 'await loadYoga()';
			if (!code.includes(loads)) throw new Error(`${id} does not load Yoga as it did.`);
			const reads = "await loadYoga({wasmBinary: readFileSync(new URL('yoga.wasm', import.meta.url))})";
			return {code: `import {readFileSync} from 'node:fs'; ${code.replace(loads, reads)}`, map: null};
		},
	};
}
