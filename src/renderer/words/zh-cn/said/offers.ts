import type { SaidIn } from '../../en/said/index.ts'

export const offers: SaidIn<'offers'> = {
  prefixOfQuestions: '问题的前缀',
  putBeforeAQuestionFor: '置于问题之前，用于以此方式训练的模型，例如“{example}”。',
  prefixOfMemories: '记忆的前缀',
  putBeforeAMemoryFor: '置于记忆之前，用于以此方式训练的模型，例如“{example}”。',
  wordVectors: '词向量',
  comesAlongAndNeedsNo: '随应用提供，无需网络。仅限英语；词序和“not”对它没有影响。',
  embeddingServer: '嵌入服务器',
  anyServerWithOpenaiS:
    '任何提供 OpenAI /v1/embeddings 的服务器：Ollama、LM Studio、OpenAI。记忆文本会发送给它。',
  forExampleExample2: '例如 {example}。',
  keptInAFileThat: '保存在只有您可读的文件中。配置和 soma reembed 也可写 env:NAME 或 file:PATH。',
  whatTheModelGivesIf: '留空则取模型给出的值。',
  localTransformer: '本地 Transformer',
  aSentenceModelThatComputes: '在本程序中计算的句子模型。请用“soma download-model NAME”下载一次。',
  asItWasDownloadedFor: '与下载时相同，例如 Xenova/all-MiniLM-L6-v2。指定文件夹时不需要。',
  whereItsFilesLieThat: '其文件所在位置；留空则为已下载模型的文件夹。',
  howOneVectorIsMade: '如何由多个向量得到一个：mean，或取首个的 cls；留空为 mean。',
  hashedWords: '哈希词',
  knowsTheLettersOfWords: '只认识词的字母，不懂其含义。用于测试和比较。',
  lengthOfAVector256: '向量的长度；留空为 256。',
  address: '地址',
  model: '模型',
  key: '密钥',
  dimensions: '维度',
  folder: '文件夹',
  pooling: '池化',
  thisComputer: '本机',
  untitled: '无标题',
  memoryOfASecurityReview:
    '安全审查智能体的记忆：来自 Common Weakness Enumeration 的弱点、缓解措施和已观察的案例。',
}
