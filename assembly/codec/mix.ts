/** What a mixing predictor is made of: the `mix` fields of the spec. */
export class Mix {
  orders: u32 = 0;
  words: u32 = 0;
  matches: u32 = 0;
  select: u32 = 0;
  tables: i32 = 0;
  limit: i32 = 0;
  rate: f32 = 0;
  floor: f32 = 0;
}
