/** What a process keeps of things that never change: so many of them, and of more those that were asked for last. */
export function kept<Value>(most: number) {
  const values = new Map<string, Value>()
  const keep = (key: string, value: Value) => {
    values.delete(key)
    values.set(key, value)
  }
  return {
    get(key: string): Value | undefined {
      const value = values.get(key)
      if (value !== undefined) keep(key, value)
      return value
    },
    set(key: string, value: Value): void {
      keep(key, value)
      for (const oldest of values.keys()) {
        if (values.size <= most) return
        values.delete(oldest)
      }
    },
  }
}
