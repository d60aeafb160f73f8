export { type Feed, openFeed } from './feed.ts'
export { type Following, followEvents } from './follow.ts'
