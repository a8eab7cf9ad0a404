import type {Plugin} from 'rolldown';

const making = /\bnew Intl\.Segmenter\([^)]*\)/g;
/** A pattern of Unicode properties that is made as its file is read. */
const pattern = /^const (\w+) = (\/.*\\p\{.*\/[a-z]+);$/gm;

/**
 * Has Ink, and what it measures and takes texts apart with, ask ours first, which know most texts without a look at
 * Unicode's tables. By themselves they make six segmenters and four such patterns before the first frame, each of
 * which takes up to 10 ms.
 */
export function quickTexts(ours: {width: string; segmenter: string; pattern: string}): Plugin {
	return {
		name: 'quick-texts',
		resolveId(source, importer) {
			return source === 'string-width' && importer?.includes('/node_modules/') ? ours.width : null;
		},
		transform(code, id) {
			if (!/\/node_modules\/(?:ink|string-width|slice-ansi|wrap-ansi|cli-truncate|@alcalzone)\//.test(id))
				return null;
			const quick = code.replaceAll(making, 'quickSegmenter');
			// Those of others are asked of every text.
			const quicker = id.includes('/string-width/')
				? quick.replaceAll(pattern, 'const $1 = patternWhenNeeded(() => $2);')
				: quick;
			if (quicker === code) return null;
			const imports = `import {quickSegmenter} from '${ours.segmenter}'; import {patternWhenNeeded} from '${ours.pattern}';`;
			return {code: `${imports} ${quicker}`, map: null};
		},
	};
}
