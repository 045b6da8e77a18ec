import { combine } from '../context/hash';
import { History } from '../context/history';
import { CODE, SALT } from '../spec.generated';
import { ContextModel } from './context-model';
import { SharedState } from './shared-state';

/** The part of the instruction that the next byte is. */
const OPCODE = 0;
const SECOND_OPCODE = 1;
const MODRM = 2;
const SIB = 3;
const OPERAND = 4;

/**
 * Flags of a byte of an instruction, from 8 on: a ModRM byte follows; it is a prefix; a second byte of opcode follows. Below
 * 8: the bytes of the constant at the end, 4 of which the prefix 0x66 makes 2.
 */
const HAS_MODRM = 8;
const PREFIX = 16;
const ESCAPE = 32;

/** Contexts of x86 instructions. All bytes are parsed as instructions, those that are no code too. */
export class MachineCode extends ContextModel {
  private readonly history: History;
  private state: i32 = OPCODE;
  private opcode: u32 = 0;
  private modrm: u32 = 0;
  /** Bytes of the constant at the end of the instruction. */
  private constant: i32 = 0;
  /** Bytes of address and constant that are left; the number of the next of them. */
  private left: i32 = 0;
  private index: i32 = 0;
  /** Whether the instruction has the prefix 0x66. */
  private short: bool = false;
  /** The opcodes before, the newest lowest. */
  private opcodes: u32 = 0;

  constructor(state: SharedState, set: u32) {
    super(set, SALT.CODE);
    this.history = state.history;
  }

  /** The instruction so far and the part that the next byte is; and the opcodes before, as many as the member's number. */
  protected hash(member: i32): u32 {
    const part = u32(this.state | (this.index << 3));
    const now = this.state == OPCODE ? 0 : this.opcode;
    const modrm = this.state > MODRM ? this.modrm : 0;
    const here = part | (now << 8) | (modrm << 20);
    return member == CODE.POSITION
      ? here
      : combine(here, this.opcodes & ((1 << (member << 3)) - 1));
  }

  update(): void {
    const byte = this.history.back(1);
    switch (this.state) {
      case OPCODE: {
        const flags = flagsOf(byte);
        if ((flags & PREFIX) != 0) {
          if (byte == 0x66) this.short = true;
          this.opcodes = (this.opcodes & 0xffffff00) | byte;
          return;
        }
        this.opcode = byte;
        if ((flags & ESCAPE) != 0) this.state = SECOND_OPCODE;
        else this.follow(flags);
        return;
      }
      case SECOND_OPCODE:
        this.opcode = byte | 0x100;
        this.follow(secondFlagsOf(byte));
        return;
      case MODRM: {
        this.modrm = byte;
        const mode = byte >> 6;
        const register = byte & 7;
        if ((this.opcode == 0xf6 || this.opcode == 0xf7) && (byte & 0x30) == 0)
          this.constant = this.opcode == 0xf6 ? 1 : this.short ? 2 : 4;
        this.left =
          this.constant + (mode == 1 ? 1 : mode == 2 || (mode == 0 && register == 5) ? 4 : 0);
        if (mode != 3 && register == 4) this.state = SIB;
        else this.operands();
        return;
      }
      case SIB:
        if ((byte & 7) == 5 && this.modrm < 0x40) this.left += 4;
        this.operands();
        return;
      default:
        this.index++;
        if (--this.left == 0) this.end();
    }
  }

  private follow(flags: i32): void {
    this.constant = flags & 7;
    if (this.constant == 4 && this.short) this.constant = 2;
    this.left = this.constant;
    this.modrm = 0;
    if ((flags & HAS_MODRM) != 0) this.state = MODRM;
    else this.operands();
  }

  private operands(): void {
    this.index = 0;
    this.state = OPERAND;
    if (this.left == 0) this.end();
  }

  private end(): void {
    this.opcodes = (this.opcodes << 8) | (this.opcode & 0xff);
    this.state = OPCODE;
    this.index = 0;
    this.short = false;
  }
}

function flagsOf(op: u32): i32 {
  if (op < 0x40) {
    const low = op & 7;
    if (low < 4) return HAS_MODRM;
    if (low == 4) return 1;
    if (low == 5) return 4;
    if (op == 0x0f) return ESCAPE;
    return op == 0x26 || op == 0x2e || op == 0x36 || op == 0x3e ? PREFIX : 0;
  }
  if (op < 0x50) return PREFIX;
  if (op < 0x62) return 0;
  if (op < 0x64) return HAS_MODRM;
  if (op < 0x68) return PREFIX;
  if (op == 0x68) return 4;
  if (op == 0x69) return HAS_MODRM | 4;
  if (op == 0x6a) return 1;
  if (op == 0x6b) return HAS_MODRM | 1;
  if (op < 0x70) return 0;
  if (op < 0x80) return 1;
  if (op == 0x81) return HAS_MODRM | 4;
  if (op < 0x84) return HAS_MODRM | 1;
  if (op < 0x90) return HAS_MODRM;
  if (op < 0xa0) return 0;
  if (op < 0xa4) return 4;
  if (op == 0xa8) return 1;
  if (op == 0xa9) return 4;
  if (op < 0xb0) return 0;
  if (op < 0xb8) return 1;
  if (op < 0xc0) return 4;
  if (op < 0xc2) return HAS_MODRM | 1;
  if (op == 0xc2 || op == 0xca) return 2;
  if (op == 0xc4 || op == 0xc5) return HAS_MODRM;
  if (op == 0xc6) return HAS_MODRM | 1;
  if (op == 0xc7) return HAS_MODRM | 4;
  if (op == 0xcd || op == 0xd4 || op == 0xd5) return 1;
  if (op < 0xd0) return 0;
  if (op < 0xd4) return HAS_MODRM;
  if (op < 0xd8) return 0;
  if (op < 0xe0) return HAS_MODRM;
  if (op < 0xe8) return 1;
  if (op < 0xea) return 4;
  if (op == 0xeb) return 1;
  if (op < 0xf0) return 0;
  if (op < 0xf4) return PREFIX;
  return op == 0xf6 || op == 0xf7 || op > 0xfd ? HAS_MODRM : 0;
}

function secondFlagsOf(op: u32): i32 {
  if (op - 0x80 < 16) return 4;
  if (op - 0x70 < 4 || op == 0xa4 || op == 0xac || op == 0xba || op == 0xc2 || op - 0xc4 < 3)
    return HAS_MODRM | 1;
  if (op == 5 || op == 6 || op == 8 || op == 9 || op == 0x0b || op - 0x30 < 8 || op == 0x77)
    return 0;
  if (op - 0xa0 < 3 || op - 0xa8 < 3 || op - 0xc8 < 8) return 0;
  return HAS_MODRM;
}
