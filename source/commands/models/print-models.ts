import {escapeJson} from '../../core/visible.ts';
import {isTrusted, whatNeedsTrust} from '../../io/library/trust.ts';
import {type Endpoint, toEndpoint} from '../../io/models/endpoint.ts';
import {findLocalServers, placesToLook} from '../../io/models/local-servers.ts';
import {readBaseUrl} from '../base-url.ts';
import {columns} from '../columns.ts';
import type {Invocation, Surroundings} from '../command.ts';
import {readSettingsTrusting} from '../read-settings-trusting.ts';
import {sayWithheld} from '../say-withheld.ts';
import {type EndpointOffer, type RoleMeaning, surveyModels} from './survey.ts';

/** Days before a model is gone from which on somebody who uses it is told. */
const notice = 90;
const day = 86_400_000;

/** Exit 1 if nobody can be asked by default: the main endpoint, or all there are, do not answer. */
export async function printModels({flags, around}: Invocation): Promise<number> {
	const settings = await readSettingsTrusting(around, {
		baseUrl: readBaseUrl(flags.baseUrl),
		given: flags.trust === true,
	});
	const written = settings.base_url === null && flags.trust !== true ? await findWithheld(around) : null;
	const withheld = written?.endpoint ?? null;
	const {survey, unlisted} = await surveyModels(settings, withheld);
	const {roles, endpoints} = survey;
	if (written !== null)
		around.stderr.write(
			`${written.endpoint.base_url} stands in ${written.from}, but this folder is not trusted: add --trust.\n\n`,
		);
	if (flags.json) around.stdout.write(`${escapeJson(survey)}\n`);
	else {
		around.stdout.tell(
			columns([
				['', 'model', 'in', 'out', 'USD per million tokens'],
				...roles.map(role => roleRow(role, withheld)),
			]),
		);
		for (const offer of endpoints) if (offer.problem === null) around.stdout.tell(`\n${listOf(offer)}`);
		if (endpoints.length === 0 && withheld === null) {
			const unused = sayWithheld(settings);
			around.stderr.write(
				unused === null
					? `\n${await waysToAModel(around.environment)}\n`
					: `\nThere is nobody to ask for models: ${unused}. Add --trust.\n`,
			);
		}
	}

	for (const note of settings.notes) around.stderr.write(`\n${note}\n`);
	for (const {problem, ...offer} of endpoints) {
		if (problem === null) continue;
		const {message, remedy} = problem;
		around.stderr.write(`\n${titleOf(offer)}\n${message}${remedy === null ? '' : ` ${remedy}`}\n`);
	}

	for (const {endpoint, says, remedy} of unlisted)
		around.stderr.write(`\n${says}, which ${endpoint.base_url} does not list. ${remedy}\n`);

	for (const warning of warningsOf(roles, Date.now())) around.stderr.write(`\n${warning}\n`);
	const silent = endpoints.filter(({problem}) => problem !== null);
	return silent.some(({name}) => name === null) || silent.length === endpoints.length ? 1 : 0;
}

/** The main endpoint that a file of the folder names, where it is not asked because nobody trusts the folder yet. */
async function findWithheld({
	folder,
	environment,
}: Surroundings): Promise<{endpoint: Endpoint; from: string} | null> {
	if (await isTrusted(folder, environment)) return null;
	const question = await whatNeedsTrust(folder);
	// Of two files the last one counts.
	const main = question?.providers.findLast(({name}) => name === null);
	if (!main) return null;
	return {endpoint: toEndpoint({base_url: main.base_url, api_key: null}), from: main.from};
}

function roleRow(
	{role, model, base_url, listed, reachable, shutdown_date, input_usd, output_usd}: RoleMeaning,
	withheld: Endpoint | null,
): string[] {
	if (model === null) return [role, 'not mapped'];
	const told = [
		untilOf(shutdown_date),
		reachable ? '' : base_url === withheld?.base_url ? 'not trusted' : 'no key',
		listed === false ? 'not listed' : '',
	]
		.filter(Boolean)
		.join(', ');
	return [role, model, ...pricesOf(input_usd, output_usd), told];
}

function listOf(offer: EndpointOffer): string {
	const rows = offer.models.map(({model, shutdown_date, input_usd, output_usd}) => [
		model,
		...pricesOf(input_usd, output_usd),
		untilOf(shutdown_date),
	]);
	return `${titleOf(offer)}\n${rows.length === 0 ? 'no model yet\n' : columns(rows)}`;
}

function titleOf({name, base_url, default_model}: Omit<EndpointOffer, 'problem'>): string {
	const shown = name === null ? base_url : `${name}, ${base_url}`;
	return default_model === null ? shown : `${shown}, by default ${default_model}`;
}

function pricesOf(input: number | null, output: number | null): string[] {
	return [input, output].map(usd => (usd === null ? '?' : `$${usd < 0.1 ? usd : usd.toFixed(2)}`));
}

function untilOf(date: string | null): string {
	return date === null ? '' : `until ${date}`;
}

/** One for each model that is used and soon gone, with what it is used for. */
function warningsOf(roles: readonly RoleMeaning[], now: number): string[] {
	const byModel = Map.groupBy(
		roles.filter(({shutdown_date: date}) => date !== null && Date.parse(date) - now < notice * day),
		({model, shutdown_date}) => `${model} ${shutdown_date}`,
	);
	return [...byModel.values()].map(([first, ...others]) => {
		const {model, shutdown_date} = first!;
		const names = [first!, ...others].map(({role}) => role).join(', ');
		const days = Math.ceil((Date.parse(shutdown_date!) - now) / day);
		const when =
			days <= 0 ? `was retired on ${shutdown_date}` : `retires on ${shutdown_date}, in ${days} days`;
		return `${model} (${names}) ${when}: choose another with \`roles\` or \`default_model\` in orchestrai.yml.`;
	});
}

async function waysToAModel(environment: Invocation['around']['environment']): Promise<string> {
	const local = await findLocalServers(placesToLook(environment));
	const found = local.map(
		({title, base_url}) => `  orchestrai models --base-url ${base_url}   ${title}, on this machine`,
	);
	return [
		'There is nobody to ask for models: no key and no endpoint.',
		'  orchestrai login                    stores a key for OpenAI',
		...found,
		...(found.length === 0
			? ['  orchestrai models --base-url URL     any endpoint that speaks chat completions']
			: []),
	].join('\n');
}
