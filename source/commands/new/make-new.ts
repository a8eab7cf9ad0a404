import {type Invocation, UsageError} from '../command.ts';
import {newModule} from './new-module.ts';
import {newPipeline} from './new-pipeline.ts';

export async function makeNew({input, flags, around}: Invocation): Promise<number> {
	const [kind, name] = input;
	const template = typeof flags.template === 'string' ? flags.template : null;
	const usage = '`orchestrai new pipeline NAME` or `orchestrai new module NAME`';
	if (kind !== 'pipeline' && kind !== 'module') {
		const said = kind === undefined ? 'say what to make' : `there is nothing new of the kind ${kind}`;
		throw new UsageError(`${said}: ${usage}.`);
	}

	if (name === undefined) {
		throw new UsageError(`give the ${kind} a name, as in \`orchestrai new ${kind} ${examples[kind]}\`.`);
	}

	if (kind === 'module' && template !== null) {
		throw new UsageError('--template is for pipelines: there is one kind of new module.');
	}

	return kind === 'pipeline' ? newPipeline(name, template, around) : newModule(name, around);
}

const examples = {pipeline: 'talk', module: 'greet'};
