/** Whether the value of a set field has the member. */
export function has(set: u32, member: i32): bool {
  return ((set >> member) & 1) != 0;
}
