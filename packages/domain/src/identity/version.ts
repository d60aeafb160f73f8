import about from '../../package.json' with { type: 'json' }

/** The version of the product; its packages share one. */
export const productVersion: string = about.version
