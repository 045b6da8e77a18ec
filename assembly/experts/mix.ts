/** What a mixing predictor is made of, as the plan says; sets have a bit a member (SPEC_FIELDS, src/model/fields.ts). */
export class Mix {
  contexts: u32 = 0;
  words: u32 = 0;
  structure: u32 = 0;
  sparse: u32 = 0;
  indirect: u32 = 0;
  records: u32 = 0;
  matches: u32 = 0;
  select: u32 = 0;
  maps: u32 = 0;
  tables: i32 = 0;
  limit: i32 = 0;
  rate: f32 = 0;
  floor: f32 = 0;
  samples: u32 = 0;
  code: u32 = 0;
  blend: u32 = 0;
  phrases: u32 = 0;
  leap: i32 = 0;
  style: u32 = 0;

  /** True when there is an expert. */
  get used(): bool {
    const m =
      this.contexts |
      this.words |
      this.phrases |
      this.style |
      this.structure |
      this.sparse |
      this.indirect |
      this.records |
      this.samples |
      this.code;
    return (m | this.matches) != 0;
  }
}
