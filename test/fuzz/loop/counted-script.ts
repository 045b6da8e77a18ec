/**
 * A JavaScript module with counters: `$edges[n]++` at the beginning of each function, loop and case, and which way each
 * condition went. `$edges` is a global array that outlives the module.
 */
import ts from 'typescript';

export interface CountedScript {
  readonly code: string;
  /** Number of the first counter that the next module may use. */
  readonly next: number;
}

const LOGICAL = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** `code` with counters from number `first` on. */
export function countedScript(code: string, first: number): CountedScript {
  let next = first;
  const { factory } = ts;
  const counter = (number: number) =>
    factory.createElementAccessExpression(factory.createIdentifier('$edges'), number);
  const counted = () => factory.createPostfixIncrement(counter(next++));

  /** The condition itself, counted as false or true. */
  const decided = (condition: ts.Expression): ts.Expression => {
    const edge = next;
    next += 2;
    const name = factory.createIdentifier('$decided');
    return factory.createCallExpression(name, undefined, [
      factory.createNumericLiteral(edge),
      condition,
    ]);
  };
  const begun = (block: ts.Block) =>
    factory.updateBlock(block, [factory.createExpressionStatement(counted()), ...block.statements]);

  const instrument = (context: ts.TransformationContext) => {
    const visit = (old: ts.Node): ts.Node => {
      const node = ts.visitEachChild(old, visit, context);
      if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
        const body = factory.createParenthesizedExpression(
          factory.createComma(counted(), node.body),
        );
        return factory.updateArrowFunction(
          node,
          node.modifiers,
          node.typeParameters,
          node.parameters,
          node.type,
          node.equalsGreaterThanToken,
          body,
        );
      }
      if (ts.isIfStatement(node))
        return factory.updateIfStatement(
          node,
          decided(node.expression),
          node.thenStatement,
          node.elseStatement,
        );
      if (ts.isConditionalExpression(node))
        return factory.updateConditionalExpression(
          node,
          decided(node.condition),
          node.questionToken,
          node.whenTrue,
          node.colonToken,
          node.whenFalse,
        );
      if (ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind))
        return factory.updateBinaryExpression(
          node,
          decided(node.left),
          node.operatorToken,
          node.right,
        );
      if (ts.isCaseOrDefaultClause(node)) {
        const statements = [factory.createExpressionStatement(counted()), ...node.statements];
        return ts.isCaseClause(node)
          ? factory.updateCaseClause(node, node.expression, statements)
          : factory.updateDefaultClause(node, statements);
      }
      // Functions, loops and catch clauses; a plain block costs little.
      return ts.isBlock(node) ? begun(node) : node;
    };
    return (source: ts.SourceFile) => ts.visitNode(source, visit) as ts.SourceFile;
  };
  const source = ts.createSourceFile('module.js', code, ts.ScriptTarget.ES2022, true);
  const { transformed } = ts.transform(source, [instrument]);
  const printed = ts.createPrinter().printFile(transformed[0] as ts.SourceFile);
  return { code: printed, next };
}
