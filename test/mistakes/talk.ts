/** What most newcomers have by then: a pipeline of two operations. */
export const talk = `pipeline:
  - module: start_module
    inputs: []
    output_name: request

  - module: script_writer
    inputs: [request]
    output_name: talk
`;

/** The same where nothing is tried again by itself, which here would only take time. */
export const talkAtOnce = `${talk}    model_config: {retries: 0}\n`;

/** How they run it on a server of their own. */
export const onServer = ['run', 'talk.yml', '--request', 'A talk on bread', '--base-url', '{url}'];
