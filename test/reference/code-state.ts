/** NUMERICS.md, section 17, `code`: bytes as parts of x86 instructions. */
import { blockOf } from './document.js';

const OPCODE = 0;
const SECOND_OPCODE = 1;
const MODRM = 2;
const SIB = 3;
const OPERAND = 4;

const FIRST = blockOf('code', 'First table:').join('');
const SECOND = blockOf('code', 'Second table:').join('');

/** Bytes of the constant, by a table's letter. */
const CONSTANTS: Readonly<Record<string, number>> = { b: 1, n: 1, w: 2, d: 4, q: 4 };

/** Letters of opcodes that a ModRM byte follows. */
const WITH_MODRM = 'mnq';

/** The prefix that halves operands. */
const SHORT = 0x66;

export class CodeState {
  private state = OPCODE;
  private opcode = 0;
  private modrm = 0;
  private constant = 0;
  private left = 0;
  private index = 0;
  private short = false;
  private opcodes = 0;

  read(byte: number): void {
    switch (this.state) {
      case OPCODE: {
        const letter = FIRST[byte] as string;
        if (letter === 'P') {
          if (byte === SHORT) this.short = true;
          this.opcodes = ((this.opcodes & 0xffffff00) | byte) >>> 0;
          return;
        }
        this.opcode = byte;
        if (letter === 'E') this.state = SECOND_OPCODE;
        else this.follow(letter);
        return;
      }
      case SECOND_OPCODE:
        this.opcode = byte + 0x100;
        this.follow(SECOND[byte] as string);
        return;
      case MODRM:
        this.readModrm(byte);
        return;
      case SIB:
        if ((byte & 7) === 5 && this.modrm < 0x40) this.left += 4;
        this.operands();
        return;
      default:
        this.index++;
        this.left--;
        if (this.left === 0) this.end();
    }
  }

  private readModrm(byte: number): void {
    const { opcode, short } = this;
    this.modrm = byte;
    const mode = byte >> 6;
    const place = byte & 7;
    if ((opcode === 0xf6 || opcode === 0xf7) && (byte & 0x30) === 0)
      this.constant = opcode === 0xf6 ? 1 : short ? 2 : 4;
    const address = mode === 1 ? 1 : mode === 2 || (mode === 0 && place === 5) ? 4 : 0;
    this.left = this.constant + address;
    if (mode !== 3 && place === 4) this.state = SIB;
    else this.operands();
  }

  private follow(letter: string): void {
    const constant = CONSTANTS[letter] ?? 0;
    this.constant = constant === 4 && this.short ? 2 : constant;
    this.left = this.constant;
    this.modrm = 0;
    if (WITH_MODRM.includes(letter)) this.state = MODRM;
    else this.operands();
  }

  private operands(): void {
    this.index = 0;
    this.state = OPERAND;
    if (this.left === 0) this.end();
  }

  private end(): void {
    this.opcodes = ((this.opcodes << 8) | (this.opcode & 0xff)) >>> 0;
    this.state = OPCODE;
    this.index = 0;
    this.short = false;
  }

  /** The names that the document's expressions use. */
  get names() {
    const code = this;
    return {
      get here() {
        const opcode = code.state === OPCODE ? 0 : code.opcode;
        const modrm = code.state > MODRM ? code.modrm : 0;
        return code.state + 8 * code.index + 2 ** 8 * opcode + 2 ** 20 * modrm;
      },
      get opcodes() {
        return code.opcodes;
      },
    };
  }
}
