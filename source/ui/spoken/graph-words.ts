/** A pipeline in words: an operation a row, with what it takes. */
import type {Node} from '../../core/graph/graph.ts';
import type {Card} from '../graph/cards.ts';
import {wordList} from '../text/figures.ts';
import {type Line, line} from '../text/line.ts';

export function graphWords(operations: readonly Node[], cardOf: (id: string) => Card): Line[] {
	return operations.map(({output_name, inputs}) => {
		const details = cardOf(output_name).details.map(spans =>
			spans
				.map(({text}) => text)
				.join('')
				.trim(),
		);
		const said = [output_name, ...details.filter(Boolean)].join(', ');
		return line(inputs.length === 0 ? said : `${said}, takes ${wordList(inputs)}`);
	});
}
