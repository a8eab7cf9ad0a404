import type {Plugin} from 'rolldown';

const importing =
	/^import\s*(?:([\w$]+)\s*,?\s*)?(?:\{([^}]*)\}|\*\s*as\s+([\w$]+))?\s*from\s*["'](node:[\w/]+)["'];?$/gm;

/**
 * Has Node's own modules taken by `process.getBuiltinModule`. An `import` of one makes a module around it, for which
 * each of its exports is looked at, those too that are only made then: of `node:fs`, `node:child_process` and
 * `node:crypto` alone that takes 20 ms.
 */
export function builtinsAtOnce(): Plugin {
	return {
		name: 'builtins-at-once',
		renderChunk(code) {
			const taken = code.replaceAll(
				importing,
				(_, only?: string, names?: string, all?: string, from?: string) => {
					const taking = `globalThis.process.getBuiltinModule(${JSON.stringify(from)})`;
					return [
						...[only, all].filter(name => name !== undefined).map(name => `const ${name} = ${taking};`),
						...(names === undefined ? [] : [`const {${names.replaceAll(/\s+as\s+/g, ': ')}} = ${taking};`]),
					].join(' ');
				},
			);
			const left = /^import\b.*["']node:.*$/m.exec(taken);
			if (left) throw new Error(`A form of import that is not known here: ${left[0]}`);
			// Each stays on its line: the source map holds.
			return {code: taken, map: null};
		},
	};
}
