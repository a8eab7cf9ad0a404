import {suggest} from '../../core/pipeline/suggest.ts';
import {type Invocation, UsageError} from '../command.ts';
import {examine, isSound} from './examine.ts';
import {type Format, formats} from './formats.ts';
import {keepChecking} from './keep-checking.ts';
import {report} from './report.ts';

export async function checkPipelines({input, flags, around}: Invocation): Promise<number> {
	const format = readFormat(String(flags.format));
	if (flags.watch === true) return keepChecking(input, format, around);
	const found = await examine(input, around);
	report(found, format, around);
	return isSound(found) ? 0 : 2;
}

function readFormat(word: string): Format {
	const names = Object.keys(formats) as Format[];
	const format = names.find(each => each === word);
	if (format !== undefined) return format;
	const near = suggest(word, names);
	throw new UsageError(
		`--format is one of ${names.join(', ')}, not \`${word}\`.${near === null ? '' : ` Did you mean \`${near}\`?`}`,
	);
}
