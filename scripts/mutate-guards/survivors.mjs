/**
 * Guards that may be removed without a test failing, by the name that the script prints, each with the reason. One that a test does notice must go
 * from this list.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const SURVIVORS = {};
